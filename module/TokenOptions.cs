using Ansible.Modules.Arguments;

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
    public const string RevokeOthers = "revoke_others";
    public const string Overlap = "overlap";
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

    public const string ConfigFile = "config_file";
    public const string DbHost = "db_host";
    public const string DbPort = "db_port";
    public const string DbSocket = "db_socket";
    public const string DbName = "db_name";
    public const string DbUser = "db_user";
    public const string DbPassword = "db_password";
    public const string DbPrefix = "db_prefix";
    public const string DbTls = "db_tls";
    public const string DbCaPath = "db_ca_path";
    public const string Salt = "salt";
    public const string Tokens = "tokens";

    /// <summary>What url means where the database is worked on.</summary>
    public const string HostOfUrl = "With the database, its host says which configuration of a config_file directory is read, where there are several.";

    public const string DefaultAgent = "matomo_token";
    public const long DefaultTimeout = 30;

    public const string Present = "present";
    public const string Absent = "absent";
    public const string WhenLost = "when_lost";
    public const string Never = "never";
    public const string Always = "always";

    public const string Auto = "auto";
    public const string Api = "api";
    public const string Database = "database";

    public const string Disabled = "disabled";
    public const string Preferred = "preferred";
    public const string RequiredTls = "required";
    public const string VerifyCa = "verify_ca";
    public const string VerifyIdentity = "verify_identity";

    /// <summary>The options that say where Matomo's database is; any of them makes the database the backend.</summary>
    public static IReadOnlyList<string> OfDatabase { get; } =
        [ConfigFile, DbHost, DbPort, DbSocket, DbName, DbUser, DbPassword, DbPrefix, DbTls, DbCaPath, Salt];

    public static ArgumentSpec Spec { get; } = new([.. ForToken, ForTokens, .. ForTask, .. ForApi, .. ForDatabase])
    {
        MutuallyExclusive =
        [
            .. Contradictions,
            [Tokens, TokenAuth],
            [Tokens, KnownToken],
            [Tokens, TokenFile],
            [Tokens, AuthCode],
        ],
        RequiredOneOf = [[Login, Tokens]],
        RequiredBy = ForConnection,
    };

    /// <summary>The rules between the options that say how Matomo is reached.</summary>
    public static IReadOnlyList<RequiredBy> ForConnection => [new(UrlPassword, [UrlUsername]), new(ClientKey, [ClientCert])];

    private static IReadOnlyList<IReadOnlyList<string>> Contradictions =>
    [
        [ExpiresAt, ExpiresIn],
        [TokenAuth, ExpiresIn],
        [TokenAuth, RenewBefore],
        [TokenAuth, Recreate],
        [AuthCode, TotpSecret],
    ];

    // An entry takes from the top what it lacks, so it has no defaults of its own.
    private static ArgumentOption ForTokens => new(Tokens, ArgumentType.List)
    {
        Elements = ArgumentType.Dict,
        Options = new ArgumentSpec([.. ForToken.Select(option => option with { Default = null })]) { MutuallyExclusive = Contradictions },
        Description =
        [
            "Many tokens in one task: a list of dictionaries of the options from login to totp_secret. What an entry lacks it takes from the top of the task, but never token_auth, known_token, token_file and auth_code, "
            + "and password and totp_secret only when it has no login of its own, or the top's.",
            "In the database all of them are done or none. Over the API they are made one by one, and a failure keeps what was made before it in results.",
        ],
    };

    private static IEnumerable<ArgumentOption> ForToken =>
    [
        new(Login, ArgumentType.Str)
        {
            Description =
            [
                "The user whose token it is: the Matomo login, or the user's e-mail address. Required, unless each entry of tokens has its own.",
                "The database finds the user whatever the spelling, as Matomo does. Over the API the login must be spelt exactly as Matomo stores it.",
            ],
        },
        new(Description, ArgumentType.Str)
        {
            Description =
            [
                "What the token is for, as Matomo shows it. 1 to 100 characters as Matomo counts them (HTML-escaped).",
                "HTML entities are decoded once and outer blanks trimmed, as Matomo does; compared exactly, case included.",
                "Required with state present, and with state absent unless a value or a file says which token is meant.",
            ],
        },
        new(State, ArgumentType.Str)
        {
            Default = Present,
            Choices = [Present, Absent],
            Description =
            [
                "Whether the token shall exist. In the database, absent revokes the one token that token_auth, known_token or token_file names, or else all of that login and description.",
                "Matomo's API cannot revoke: there, absent only removes the token_file of a token that is dead already.",
            ],
        },
        new(TokenAuth, ArgumentType.Str)
        {
            NoLog = true,
            Description = ["The value that the token shall have, 32 lower-case hexadecimal characters. The database stores it; over the API it can only be recognised."],
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
                "Beside it a file of the same name with .json at its end notes login, description, url, created_at, expires_at, secure_only and the SHA-256 of the value.",
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
            Description = ["When the token expires: a UTC date or an ISO 8601 date-time, more than a minute ahead. Matomo's API cannot change it later."],
        },
        new(ExpiresIn, ArgumentType.Str)
        {
            Description = ["How long a new token lives: 12h, 90d, 2w. In the database a live one with more than this left, or with no expiry, is brought down to it; nothing is lengthened."],
        },
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
            Description =
            [
                "Whether the token is valid in POST bodies only (Matomo 5 and later).",
                "Over the API it is set where Matomo is known to take it, which is 5.8 and later; elsewhere a task that would have to make such a token fails before anything is made.",
                "Matomo tells its version only to the token of a user with a site: without one, a warning says that it is not known.",
            ],
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
        new(RevokeOthers, ArgumentType.Bool)
        {
            Default = false,
            Description = ["Database: when a new value was made, end the other live tokens of that login and description, after overlap. Expiries are only brought forward."],
        },
        new(Overlap, ArgumentType.Str) { Description = ["How long the tokens that revoke_others ends live on, such as 14d; by default they end at once. Needs revoke_others."] },
        new(Password, ArgumentType.Str) { NoLog = true, Description = ["The user's own password in Matomo. Needed only when a token has to be made. A wrong one is tried once."] },
        new(AuthCode, ArgumentType.Str) { NoLog = true, Description = ["A two-factor code of the user. It makes one token."] },
        new(TotpSecret, ArgumentType.Str) { NoLog = true, Description = ["The base32 secret of the user's two-factor authentication, to compute codes from."] },
    ];

    /// <summary>The options of every module here that stand once in a task.</summary>
    public static IEnumerable<ArgumentOption> ForTask =>
    [
        new(Backend, ArgumentType.Str)
        {
            Default = Auto,
            Choices = [Auto, Api, Database],
            Description = ["Where tokens are made: over Matomo's HTTP API, with each user's password; or in Matomo's database, without. auto is the database when config_file, salt or a db_ option is given."],
        },
        new(Timeout, ArgumentType.Int)
        {
            Default = DefaultTimeout,
            Description = ["How many seconds one request may take; with the database the connection, each statement, and the wait for another run."],
        },
    ];

    /// <summary>Where Matomo's API is, and how it is spoken to.</summary>
    public static IEnumerable<ArgumentOption> ForApi =>
    [
        new(Url, ArgumentType.Str)
        {
            Description =
            [
                "The base URL of Matomo, such as https://stats.example.org/. Required over the API.",
                HostOfUrl,
                "With the database, it also asks that the first new token of a task be tried there, once, before anything else is written: where salt or database are another Matomo's, that token "
                + "is taken back and the task fails. When Matomo cannot be asked, a warning says so.",
            ],
        },
        new(UrlUsername, ArgumentType.Str) { Description = ["The user name of the web server's own basic authentication."] },
        new(UrlPassword, ArgumentType.Str) { NoLog = true, Description = ["The password that goes with url_username."] },
        new(ValidateCerts, ArgumentType.Bool) { Default = true, Description = ["Whether the server's certificate is checked."] },
        new(CaPath, ArgumentType.Path) { Description = ["A PEM file of the certificate authorities to trust instead of the host's."] },
        new(ClientCert, ArgumentType.Path) { Description = ["A PEM file with a client certificate. It may also hold the key."] },
        new(ClientKey, ArgumentType.Path) { Description = ["A PEM file with the client certificate's key, not encrypted."] },
        new(UseProxy, ArgumentType.Bool) { Default = true, Description = ["Whether http_proxy, https_proxy and no_proxy of the environment are used."] },
        new(HttpAgent, ArgumentType.Str) { Default = DefaultAgent, Description = ["The User-Agent header."] },
        new(Headers, ArgumentType.Dict)
        {
            Default = new Dictionary<string, object?>(),
            Description = ["Further headers of every request. Not an Authorization with a Bearer token: Matomo 5.4 and later take it for a token of their own."],
        },
    ];

    /// <summary>Where Matomo's database is, and what Matomo hashes with.</summary>
    public static IEnumerable<ArgumentOption> ForDatabase =>
    [
        new(ConfigFile, ArgumentType.Path)
        {
            Description =
            [
                "Matomo's config.ini.php, or the directory of the installation: database, prefix and salt are read from it as Matomo itself reads them (common.config.ini.php beside it included).",
                "A directory with configurations of several hosts (config/HOST.config.ini.php, misc/user/HOST/config.ini.php) needs url, whose host says which of them Matomo reads; or name the file itself.",
                "The db_ options and salt override what it says.",
            ],
        },
        new(DbHost, ArgumentType.Str) { Description = ["The database server. localhost means its local socket where there is one, as it does for Matomo, unless db_port is given; localhost is the default without config_file."] },
        new(DbPort, ArgumentType.Int) { Description = ["The server's TCP port; 3306 by default. Given, it means TCP, with localhost too, and whatever socket config_file names. It excludes db_socket."] },
        new(DbSocket, ArgumentType.Path) { Description = ["The path of the server's Unix socket, instead of host and port. It excludes db_port."] },
        new(DbName, ArgumentType.Str) { Description = ["The name of the database."] },
        new(DbUser, ArgumentType.Str) { Description = ["The account at the server. It needs SELECT on the tables user and option, and SELECT, INSERT, UPDATE and DELETE on user_token_auth."] },
        new(DbPassword, ArgumentType.Str) { NoLog = true, Description = ["That account's password."] },
        new(DbPrefix, ArgumentType.Str) { Description = ["What the names of Matomo's tables begin with, such as matomo_; empty by default."] },
        new(DbTls, ArgumentType.Str)
        {
            Choices = [Disabled, Preferred, RequiredTls, VerifyCa, VerifyIdentity],
            Description =
            [
                "Whether the connection to the server is encrypted, and whom it trusts, as MySQL's --ssl-mode. By default what config_file asks for; verify_identity with db_ca_path; else preferred, "
                + "which encrypts over TCP where the server can and checks no certificate, so that it protects from listeners alone.",
                "MariaDB 11.4 and later prove themselves by the account's password; for verify_ca and verify_identity that is as good as a certificate of a trusted authority.",
            ],
        },
        new(DbCaPath, ArgumentType.Path) { Description = ["A PEM file of the certificate authorities to trust instead of the host's."] },
        new(Salt, ArgumentType.Str)
        {
            NoLog = true,
            Description =
            [
                "Matomo's salt, which it hashes tokens with: salt in [General] of its configuration. With the plugin EnvironmentVariables, MATOMO_GENERAL_SALT of the web server's environment goes before it.",
            ],
        },
    ];
}
