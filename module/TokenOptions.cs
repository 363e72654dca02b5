using Ansible.Modules;

namespace MatomoToken;

/// <summary>The options of <c>matomo_token</c>, their texts and the rules between them.</summary>
internal static class TokenOptions
{
    public const string Login = "login";
    public const string Description = "description";
    public const string State = "state";
    public const string TokenAuth = "token_auth";
    public const string KnownToken = "known_token";
    public const string TokenFile = "token_file";
    public const string Mode = "mode";
    public const string Owner = "owner";
    public const string Group = "group";
    public const string ReturnToken = "return_token";
    public const string ExpiresAt = "expires_at";
    public const string ExpiresIn = "expires_in";
    public const string RenewBefore = "renew_before";
    public const string SecureOnly = "secure_only";
    public const string Recreate = "recreate";
    public const string Password = "password";
    public const string AuthCode = "auth_code";
    public const string TotpSecret = "totp_secret";
    public const string Backend = "backend";
    public const string Url = "url";
    public const string UrlUsername = "url_username";
    public const string UrlPassword = "url_password";
    public const string ValidateCerts = "validate_certs";
    public const string CaPath = "ca_path";
    public const string ClientCert = "client_cert";
    public const string ClientKey = "client_key";
    public const string Timeout = "timeout";
    public const string UseProxy = "use_proxy";
    public const string HttpAgent = "http_agent";
    public const string Headers = "headers";

    public const string DefaultAgent = "matomo_token";
    public const long DefaultTimeout = 30;

    public const string Present = "present";
    public const string Absent = "absent";
    public const string WhenLost = "when_lost";
    public const string Never = "never";
    public const string Always = "always";

    public const string Auto = "auto";
    public const string Api = "api";

    public static ArgumentSpec Spec { get; } = new([.. ForToken, .. ForApi])
    {
        MutuallyExclusive =
        [
            [ExpiresAt, ExpiresIn],
            [TokenAuth, ExpiresIn],
            [TokenAuth, RenewBefore],
            [TokenAuth, Recreate],
            [AuthCode, TotpSecret],
        ],
        RequiredIf = [new RequiredIf(State, Present, [Description])],
        RequiredBy =
        [
            new RequiredBy(RenewBefore, [ExpiresIn]),
            new RequiredBy(Mode, [TokenFile]),
            new RequiredBy(Owner, [TokenFile]),
            new RequiredBy(Group, [TokenFile]),
            new RequiredBy(UrlPassword, [UrlUsername]),
            new RequiredBy(ClientKey, [ClientCert]),
        ],
    };

    private static IEnumerable<ArgumentOption> ForToken =>
    [
        new(Login, ArgumentType.Str)
        {
            Required = true,
            Description = ["The user whose token it is: the Matomo login, spelt exactly as Matomo stores it, or the user's e-mail address."],
        },
        new(Description, ArgumentType.Str)
        {
            Description =
            [
                "What the token is for, as Matomo shows it. 1 to 100 characters as Matomo counts them (HTML-escaped).",
                "HTML entities are decoded once and outer blanks trimmed, as Matomo does; compared exactly, case included.",
                "Required with state present.",
            ],
        },
        new(State, ArgumentType.Str)
        {
            Default = Present,
            Choices = [Present, Absent],
            Description = ["Whether the token shall exist. Matomo's API cannot revoke: absent only removes the token_file of a token that is dead already."],
        },
        new(TokenAuth, ArgumentType.Str)
        {
            NoLog = true,
            Description = ["The value that the token shall have, 32 lower-case hexadecimal characters. Over the API it can only be recognised."],
        },
        new(KnownToken, ArgumentType.Str)
        {
            NoLog = true,
            Description = ["A value that may be the token, as some application has it now. Recognised when it is live, otherwise ignored; may be empty. Never stored."],
        },
        new(TokenFile, ArgumentType.Path)
        {
            Description =
            [
                "Where the value is kept on the host: the value alone, without a newline. Read to recognise the token, written when it differs.",
                "Beside it a file of the same name with .json at its end notes login, description, url, created_at, expires_at and the SHA-256 of the value.",
                "A file with other content, a directory or a link is never replaced.",
            ],
        },
        new(Mode, ArgumentType.Raw) { Description = ["The mode of token_file, such as \"0600\" or u=rw,g=r,o=. When new 0600; a file that exists keeps its own."] },
        new(Owner, ArgumentType.Str) { Description = ["The owner of token_file. When new the running user; a file that exists keeps its own."] },
        new(Group, ArgumentType.Str) { Description = ["The group of token_file. When new the running user's; a file that exists keeps its own."] },
        new(ReturnToken, ArgumentType.Bool)
        {
            Description = ["Whether the result holds the value (token_auth). By default it does without token_file, and does not with it. Use no_log on the task when it does."],
        },
        new(ExpiresAt, ArgumentType.Str)
        {
            Description = ["When a new token expires: a UTC date or an ISO 8601 date-time, more than a minute ahead. Matomo's API cannot change it later."],
        },
        new(ExpiresIn, ArgumentType.Str) { Description = ["How long a new token lives: 12h, 90d, 2w."] },
        new(RenewBefore, ArgumentType.Str)
        {
            Description =
            [
                "Make a new token when less than this is left, such as 14d; shorter than expires_in, which it needs. The old one is left to expire, so that nothing that uses it breaks.",
                "Over the API the expiry is known only from the file beside token_file.",
            ],
        },
        new(SecureOnly, ArgumentType.Bool)
        {
            Description = ["Whether the token is valid in POST bodies only (Matomo 5 and later). The API of the versions known so far cannot set it: a task that would have to fails before anything is made."],
        },
        new(Recreate, ArgumentType.Str)
        {
            Default = WhenLost,
            Choices = [WhenLost, Never, Always],
            Description =
            [
                "Whether a new value is made: when a value is needed and none that is known is live; never (the task fails); or in every run.",
                "Nothing is revoked by it.",
            ],
        },
        new(Password, ArgumentType.Str) { NoLog = true, Description = ["That user's own password in Matomo. Needed only when a token has to be made. A wrong one is tried once."] },
        new(AuthCode, ArgumentType.Str) { NoLog = true, Description = ["A two-factor code of that user. It makes one token."] },
        new(TotpSecret, ArgumentType.Str) { NoLog = true, Description = ["The base32 secret of that user's two-factor authentication, to compute codes from."] },
    ];

    private static IEnumerable<ArgumentOption> ForApi =>
    [
        new(Backend, ArgumentType.Str) { Default = Auto, Choices = [Auto, Api], Description = ["Where tokens are made: over Matomo's HTTP API."] },
        new(Url, ArgumentType.Str) { Required = true, Description = ["The base URL of Matomo, such as https://stats.example.org/."] },
        new(UrlUsername, ArgumentType.Str) { Description = ["The user name of the web server's own basic authentication."] },
        new(UrlPassword, ArgumentType.Str) { NoLog = true, Description = ["Its password."] },
        new(ValidateCerts, ArgumentType.Bool) { Default = true, Description = ["Whether the server's certificate is checked."] },
        new(CaPath, ArgumentType.Path) { Description = ["A PEM file of the certificate authorities to trust instead of the host's."] },
        new(ClientCert, ArgumentType.Path) { Description = ["A PEM file with a client certificate. It may also hold the key."] },
        new(ClientKey, ArgumentType.Path) { Description = ["A PEM file with the client certificate's key, not encrypted."] },
        new(Timeout, ArgumentType.Int) { Default = DefaultTimeout, Description = ["How many seconds one request may take."] },
        new(UseProxy, ArgumentType.Bool) { Default = true, Description = ["Whether http_proxy, https_proxy and no_proxy of the environment are heeded."] },
        new(HttpAgent, ArgumentType.Str) { Default = DefaultAgent, Description = ["The User-Agent header."] },
        new(Headers, ArgumentType.Dict) { Default = new Dictionary<string, object?>(), Description = ["Further headers of every request."] },
    ];
}
