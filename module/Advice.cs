using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Database.Connection;

namespace MatomoToken;

/// <summary>What the user of the modules can do about a failure, in the names of options.</summary>
internal static class Advice
{
    private const string KeepValue =
        "Give token_file, which keeps the value on this host, or token_auth or known_token, the value that some application has.";

    // What says where the database is: a setting of the library, the option that stands for it, and the key of Matomo's configuration.
    private static readonly (string Setting, string Option, string Key)[] OfDatabase =
    [
        (nameof(DatabaseOptions.Host), TokenOptions.DbHost, "host"),
        (nameof(DatabaseOptions.Port), TokenOptions.DbPort, "port"),
        (nameof(DatabaseOptions.Socket), TokenOptions.DbSocket, "unix_socket"),
        (nameof(DatabaseOptions.User), TokenOptions.DbUser, "username"),
        (nameof(DatabaseOptions.Password), TokenOptions.DbPassword, "password"),
        (nameof(DatabaseOptions.Name), TokenOptions.DbName, "dbname"),
        (nameof(DatabaseOptions.Prefix), TokenOptions.DbPrefix, "tables_prefix"),
        (nameof(DatabaseOptions.Tls), TokenOptions.DbTls, "enable_ssl"),
        (nameof(DatabaseOptions.CertificateAuthorities), TokenOptions.DbCaPath, "ssl_ca"),
        (nameof(DatabaseOptions.Salt), TokenOptions.Salt, "salt"),
    ];

    /// <summary>A failure's message, with the advice where there is some.</summary>
    public static string Complete(TokenException failure) => $"{failure.Message} {Of(failure.Reason)}".TrimEnd();

    /// <summary>The settings of the database that options give.</summary>
    /// <param name="isSet">Whether an option has a value.</param>
    public static IEnumerable<string> SettingsOfDatabase(Func<string, bool> isSet) =>
        OfDatabase.Where(row => isSet(row.Option)).Select(row => row.Setting);

    /// <summary>What can be done about a reason; null where there is no advice.</summary>
    public static string? Of(FailureReason? reason) => reason switch
    {
        FailureReason.Settings { Names: [nameof(ApiOptions.Url)] } => "Check that url is the address of an installed Matomo.",
        FailureReason.Settings { Names: var names } => $"See {List(names.Select(OptionOf))}.",
        FailureReason.DatabaseSettings { Names: [nameof(DatabaseOptions.Timeout)] } => "See timeout.",
        FailureReason.DatabaseSettings { Names: var names } =>
            $"Check {List(Rows(names).Select(row => row.Option))}, "
            + $"or {List(Rows(names).Select(row => row.Key))} in [database] of Matomo's configuration.",
        FailureReason.NoConfiguration =>
            "Give config_file the path of Matomo's config.ini.php or of the installation's directory, on the host that the task runs on. "
            + "Matomo has no such file before its installation is complete.",
        FailureReason.ConfigurationsOfHosts =>
            "Give config_file the path of the one that is meant, or give url: its host says which one Matomo reads.",
        FailureReason.ConfigurationKeys { AreMissing: true, Names: var names } =>
            $"Give {Options(names)}, or give config_file the path of a complete installation.",
        FailureReason.ConfigurationKeys { Names: { Count: > 0 } names } => $"Or give {Options(names)}.",
        FailureReason.NotAllowed => "Run the task as root, or as another user who is allowed to (become, become_user).",
        FailureReason.NoEncryption => "Run this on the server's own host, with db_host: 127.0.0.1 and db_port instead of its socket.",
        FailureReason.SaltInDoubt => "Give salt the value that Matomo has, or correct config_file, the db_ options or url.",
        FailureReason.TooManyAtOnce => "When many hosts do this at once, or share an address, use throttle or run_once.",
        FailureReason.TooManyRefused => "Use recreate: always once, or the database backend (config_file).",
        FailureReason.OtherAddress => "Give url the address that it redirects to.",
        FailureReason.TwoFactorCode => "Give a fresh auth_code, or totp_secret.",
        FailureReason.NoPassword => "To make it, give password. Without it, use the database backend (config_file).",
        FailureReason.NeedsDatabase { Names: [] } => "The database backend (config_file) can do it.",
        FailureReason.NeedsDatabase { Names: var names } =>
            $"The database backend (config_file) can do it. See also {List(names.Select(OptionOf))}.",
        FailureReason.ValueNotKnown => $"{KeepValue} Otherwise use recreate: always to have a new one in every run.",
        FailureReason.NewValueForbidden =>
            "Give token_auth or known_token the value that some application has, or use recreate: when_lost to have a new one made.",
        FailureReason.ValueNotKept =>
            $"{KeepValue} Otherwise leave return_token out: then the run that makes the token returns its value, and no later one.",
        FailureReason.NeedsNewToken => "Use recreate: always once to have one that is as requested.",
        FailureReason.OtherUser { IsRevocation: true, Name: var name } =>
            $"To revoke that token, give the login of the user who owns it. See also {OptionOf(name)}.",
        FailureReason.OtherUser { Name: nameof(TokenRequest.Value) } =>
            $"A value can be one user's only: give another {TokenOptions.TokenAuth}.",
        FailureReason.OtherUser { Name: var name } =>
            "If the login was changed on purpose, use recreate: always once: that makes a token of this user in the place of "
            + $"{Held(name)}, and the other user's token stays until it is revoked.",
        FailureReason.ConflictsWith { Other: var other } => $"The other one is tokens[{other}].",
        _ => null,
    };

    private static string Held(string setting) => setting == nameof(TokenRequest.TokenFile)
        ? $"the one in {TokenOptions.TokenFile}"
        : $"{TokenOptions.KnownToken} (in the role, of the one that the site or page has)";

    private static string OptionOf(string setting) => setting switch
    {
        nameof(ApiOptions.WebUserName) => TokenOptions.UrlUsername,
        nameof(ApiOptions.WebPassword) => TokenOptions.UrlPassword,
        nameof(ApiOptions.CertificateAuthorities) => TokenOptions.CaPath,
        nameof(ApiOptions.ClientCertificate) => TokenOptions.ClientCert,
        nameof(ApiOptions.UserAgent) => TokenOptions.HttpAgent,
        nameof(TokenRequest.Value) => TokenOptions.TokenAuth,
        _ => SnakeCase.Of(setting),
    };

    private static IEnumerable<(string Setting, string Option, string Key)> Rows(IEnumerable<string> settings) =>
        settings.Select(setting => OfDatabase.First(row => row.Setting == setting));

    private static string Options(IReadOnlyList<string> settings) =>
        $"the option{(settings.Count > 1 ? "s" : "")} {List(Rows(settings).Select(row => row.Option))}";

    private static string List(IEnumerable<string> names) =>
        names.ToList() is [.. { Count: > 0 } first, var last] ? $"{string.Join(", ", first)} and {last}" : names.First();
}
