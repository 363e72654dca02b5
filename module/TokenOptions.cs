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

    // Between the steps of the role, which has token files on another host than the one that makes the tokens.
    public const string Found = "found";
    public const string Content = "content";

    // What only the role asks for: a site or a page gets a token of its user, whoever owns the one that it has.
    public const string ReplacesOther = "replaces_other";

    /// <summary>What url means with the database backend.</summary>
    public const string HostOfUrl = "With the database, its host selects the configuration of a config_file directory that has several.";

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

    public static ArgumentSpec Spec { get; } = Making(ForTokens);

    /// <summary>The same for the role, where each entry of <c>tokens</c> may say more.</summary>
    public static ArgumentSpec OfRole { get; } = Making(ForTokens with
    {
        Options = ForTokens.Options! with
        {
            Options =
            [
                .. ForTokens.Options.Options,
                FoundOption,
                new(ReplacesOther, ArgumentType.Bool, "Whether known_token counts for nothing where it is another user's (database)."),
            ],
        },
    });

    /// <summary>The options of the role's own steps on the host that has the token files.</summary>
    public static ArgumentSpec OfFiles { get; } = new(
    [
        new(Tokens, ArgumentType.List, "The token files.")
        {
            Required = true,
            Elements = ArgumentType.Dict,
            Options = new ArgumentSpec(
            [
                .. ForToken.Where(option => option.Name is State or TokenFile or Mode or Owner or Group),
                FoundOption,
                new(Content, ArgumentType.Str, "What the file is to hold. Nothing is written where it is missing.") { NoLog = true },
            ]),
        },
        .. ForTask.Where(option => option.Name == Timeout),
    ]);

    private static ArgumentOption FoundOption =>
        new(Found, ArgumentType.Str, "What is in the token file, and beside it, on the host that has it.") { NoLog = true };

    private static ArgumentSpec Making(ArgumentOption tokens) => new([.. ForToken, tokens, .. ForTask, .. ForApi, .. ForDatabase])
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

    /// <summary>Lists options in a group of <c>--help</c>.</summary>
    public static IEnumerable<ArgumentOption> In(string group, IEnumerable<ArgumentOption> options) =>
        options.Select(option => option with { Group = group });

    // An entry takes from the top what it lacks, so it has no defaults of its own.
    private static ArgumentOption ForTokens => new(
        Tokens, ArgumentType.List,
        "Many tokens in one task: a list of dictionaries with the options from login to totp_secret. An entry takes an option that it "
        + "lacks from the top of the task, but never token_auth, known_token, token_file or auth_code. It takes password and totp_secret "
        + "only when it has no login of its own, or the top's.",
        "In the database, all entries are applied or none. Over the API they are applied one by one; after a failure, results holds those "
        + "that were done before it.")
    {
        Elements = ArgumentType.Dict,
        Group = "the task",
        Options = new ArgumentSpec([.. ForToken.Select(option => option with { Default = null })]) { MutuallyExclusive = Contradictions },
    };

    private static IEnumerable<ArgumentOption> ForToken => In("the token",
    [
        new(
            Login, ArgumentType.Str,
            "The user who owns the token: the Matomo login or the e-mail address. Required unless each entry of tokens has its own.",
            "The database backend finds the user in any spelling, as Matomo does. Over the API, spell the login exactly as Matomo stores "
            + "it."),
        new(
            Description, ArgumentType.Str,
            "What the token is for, as Matomo shows it. 1 to 100 characters as Matomo counts them (HTML-escaped).",
            "As in Matomo, HTML entities are decoded once and leading and trailing blanks trimmed. Then it is compared exactly, including "
            + "case.",
            "Required with state present, and with state absent unless a value or a file identifies the token."),
        new(
            State, ArgumentType.Str,
            "Whether the token should exist. In the database, absent revokes the one token that token_auth, known_token or token_file "
            + "identifies; when none of them is given, it revokes all tokens of that login and description.",
            "Matomo's API cannot revoke tokens: with it, absent only removes the token_file of a token that is no longer valid.")
        {
            Default = Present,
            Choices = [Present, Absent],
        },
        new(
            TokenAuth, ArgumentType.Str,
            "The desired value of the token, 32 lower-case hexadecimal characters. The database stores it; over the API it can only be "
            + "recognised.") { NoLog = true },
        new(
            KnownToken, ArgumentType.Str,
            "A value that may be the token, such as the one that an application uses now. It is recognised when it is live and ignored "
            + "otherwise. It may be empty. It is never stored.") { NoLog = true },
        new(
            TokenFile, ArgumentType.Path,
            "The file on the host that keeps the value: the value alone, without a newline. It is read to recognise the token, and "
            + "written when it differs.",
            "Beside it, a file of the same name with .json appended records login, description, url, created_at, expires_at, secure_only "
            + "and the SHA-256 of the value.",
            "A file with other content, a directory or a link is never replaced."),
        new(
            Mode, ArgumentType.Raw,
            "The mode of token_file, such as \"0600\" or u=rw,g=r,o=. A new file gets 0600; an existing file keeps its mode."),
        new(Owner, ArgumentType.Str, "The owner of token_file. A new file belongs to the running user; an existing file keeps its owner."),
        new(
            Group, ArgumentType.Str,
            "The group of token_file. A new file gets the running user's group; an existing file keeps its group."),
        new(
            ReturnToken, ArgumentType.Bool,
            "Whether the result holds the value (token_auth). Use no_log on the task when it does.",
            "By default, it holds a value that is in nothing else, so neither with token_file nor with token_auth. Without token_file, "
            + "the database backend can give that value only in the run that makes the token; later runs leave the token alone and "
            + "return null.",
            "With true, every run must be able to give the value: that needs token_file, token_auth, known_token or recreate always. "
            + "Otherwise the task fails (not_idempotent)."),
        new(
            ExpiresAt, ArgumentType.Str,
            "When the token expires: a UTC date or an ISO 8601 date-time, more than a minute ahead; or never, which in the database also "
            + "removes the expiry that a token has. Matomo's API cannot change it later.",
            "Put it in quotes: ansible-core 2.14 cannot send a binary module what YAML reads as a date. The role can."),
        new(
            ExpiresIn, ArgumentType.Str,
            "How long a new token lives: 12h, 90d, 2w. In the database, a live token that has more than this left, or never expires, is "
            + "shortened to it. No token is ever extended."),
        new(
            RenewBefore, ArgumentType.Str,
            "Make a new token when the old one has less than this left, such as 14d. Needs expires_in, and must be shorter. The old token "
            + "is left to expire, so that nothing that uses it breaks.",
            "Over the API the expiry is known only from the file beside token_file."),
        new(
            SecureOnly, ArgumentType.Bool,
            "Whether the token is valid in POST bodies only (Matomo 5 and later).",
            "Over the API it is set where Matomo is known to support it, which is 5.8 and later. Elsewhere, a task that has to make such "
            + "a token fails before it makes anything.",
            "Matomo reveals its version only to the token of a user with a site. Without a site, a warning says that it is unknown "
            + "whether the token is secure_only."),
        new(
            Recreate, ArgumentType.Str,
            "When to make a new value: when a value is needed and no known value is live (when_lost); never, so that the task fails "
            + "instead (never); or in every run (always).",
            "It revokes nothing.") { Default = WhenLost, Choices = [WhenLost, Never, Always] },
        new(
            RevokeOthers, ArgumentType.Bool,
            "Database: end the other live tokens of the same login and description after overlap, when a new value was made and in every "
            + "run that knows its own token's value. Expiries are only brought forward.") { Default = false },
        new(
            Overlap, ArgumentType.Str,
            "How long the tokens that revoke_others ends remain valid, such as 14d. By default they end at once. Needs revoke_others."),
        new(
            Password, ArgumentType.Str,
            "The user's own Matomo password. Needed only when a token has to be made. A wrong password is tried once.") { NoLog = true },
        new(AuthCode, ArgumentType.Str, "A two-factor code of the user. It is good for one token.") { NoLog = true },
        new(
            TotpSecret, ArgumentType.Str,
            "The base32 secret of the user's two-factor authentication, from which codes are computed.") { NoLog = true },
    ]);

    /// <summary>The options of both modules that are given once for a task.</summary>
    public static IEnumerable<ArgumentOption> ForTask => In("the task",
    [
        new(
            Backend, ArgumentType.Str,
            "Where tokens are made: over Matomo's HTTP API with each user's password, or in Matomo's database without passwords. auto "
            + "means the database when config_file, salt or a db_ option is given.") { Default = Auto, Choices = [Auto, Api, Database] },
        new(
            Timeout, ArgumentType.Int,
            "How many seconds one request may take; with the database, the connection, each statement, and the wait for another run.")
        {
            Default = DefaultTimeout,
        },
    ]);

    /// <summary>Where Matomo's API is, and how to call it.</summary>
    public static IEnumerable<ArgumentOption> ForApi => In("the API",
    [
        new(
            Url, ArgumentType.Str,
            "The base URL of Matomo, such as https://stats.example.org/. Required over the API.",
            HostOfUrl,
            "With the database, the first new token of a task is also tried there, once, before anything else is written. If the salt or "
            + "the database belongs to another Matomo, that token is taken back and the task fails. If Matomo cannot be asked, a warning "
            + "says so.") { SecretParts = SecretParts.OfUrl },
        new(UrlUsername, ArgumentType.Str, "The user name for the web server's own basic authentication."),
        new(UrlPassword, ArgumentType.Str, "The password of url_username.") { NoLog = true },
        new(ValidateCerts, ArgumentType.Bool, "Whether to check the server's certificate.") { Default = true },
        new(CaPath, ArgumentType.Path, "A PEM file with the certificate authorities to trust instead of the host's."),
        new(ClientCert, ArgumentType.Path, "A PEM file with a client certificate. It may also hold the key."),
        new(ClientKey, ArgumentType.Path, "A PEM file with the client certificate's key, unencrypted."),
        new(UseProxy, ArgumentType.Bool, "Whether to use http_proxy, https_proxy and no_proxy from the environment.") { Default = true },
        new(HttpAgent, ArgumentType.Str, "The User-Agent header, unless headers has one.") { Default = DefaultAgent },
        new(
            Headers, ArgumentType.Dict,
            "Additional headers for every request. An Authorization header with a Bearer token is refused: Matomo 5.4 and later take it "
            + "for a token of their own.")
        {
            Default = new Dictionary<string, object?>(),
            SecretParts = SecretParts.HeaderValues,
        },
    ]);

    /// <summary>Where Matomo's database is, and the salt.</summary>
    public static IEnumerable<ArgumentOption> ForDatabase => In("the database",
    [
        new(
            ConfigFile, ArgumentType.Path,
            "Matomo's config.ini.php or its installation directory. Database, prefix and salt are read from it as Matomo itself reads "
            + "them (including common.config.ini.php beside it).",
            "A directory with configurations for several hosts (config/HOST.config.ini.php, misc/user/HOST/config.ini.php) needs url, "
            + "whose host selects the one that Matomo reads; or name the file itself.",
            "The db_ options and salt override what it says."),
        new(
            DbHost, ArgumentType.Str,
            "The database server. localhost means its local socket where there is one, as for Matomo, unless db_port is given. Without "
            + "config_file, localhost is the default."),
        new(
            DbPort, ArgumentType.Int,
            "The server's TCP port, 3306 by default. When it is given, the connection uses TCP, even to localhost and whatever socket "
            + "config_file names. Excludes db_socket."),
        new(DbSocket, ArgumentType.Path, "The path of the server's Unix socket, instead of host and port. Excludes db_port."),
        new(DbName, ArgumentType.Str, "The name of the database."),
        new(
            DbUser, ArgumentType.Str,
            "The database account. It needs SELECT on the tables user and option, and SELECT, INSERT, UPDATE and DELETE on "
            + "user_token_auth."),
        new(DbPassword, ArgumentType.Str, "The password of the database account.") { NoLog = true },
        new(DbPrefix, ArgumentType.Str, "The prefix of Matomo's table names, such as matomo_. Empty by default."),
        new(
            DbTls, ArgumentType.Str,
            "Whether the connection to the server is encrypted, and which servers it trusts, as MySQL's --ssl-mode. By default what "
            + "config_file asks for; otherwise verify_identity with db_ca_path, and preferred without it. preferred encrypts over TCP "
            + "where the server can, and checks no certificate, so it protects against eavesdroppers only, as does required: a program "
            + "that answers in the server's place, on 127.0.0.1 too, can learn the password.",
            "With verify_ca and verify_identity, nothing of the password is sent before the certificate is trusted. MariaDB 11.4 and "
            + "later can also prove themselves by the password, afterwards; that counts for nothing here.")
        {
            Choices = [Disabled, Preferred, RequiredTls, VerifyCa, VerifyIdentity],
        },
        new(DbCaPath, ArgumentType.Path, "A PEM file with the certificate authorities to trust instead of the host's."),
        new(
            Salt, ArgumentType.Str,
            "The salt with which Matomo hashes tokens: salt in [General] of its configuration. With the plugin EnvironmentVariables, "
            + "MATOMO_GENERAL_SALT in the web server's environment takes precedence.") { NoLog = true },
    ]);
}
