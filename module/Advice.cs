using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Configuration;
using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Tokens;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Inventory;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using Matomo.Tokens.TwoFactor;

namespace MatomoToken;

/// <summary>What the user of the modules can do about a failure, in the names of options.</summary>
internal static class Advice
{
    private const string RunAsReader = "Run the task as root or as the user of the web server (become, become_user).";

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
    public static string Complete(TokenException failure) => Of(failure.Reason) is { } advice ? $"{failure.Message} {advice}" : failure.Message;

    /// <summary>The settings of the database that options give.</summary>
    /// <param name="isSet">Whether an option has a value.</param>
    public static IEnumerable<string> SettingsOfDatabase(Func<string, bool> isSet) => OfDatabase.Where(row => isSet(row.Option)).Select(row => row.Setting);

    private static string? Of(FailureReason? reason) => reason switch
    {
        ConfigurationReason.NotThere =>
            "Give config_file the path of Matomo's config.ini.php or of the installation's directory, on the host that the task runs on. "
            + "Matomo has no such file before its installation is complete.",
        ConfigurationReason.NotOfMatomo => "Check config_file.",
        ConfigurationReason.OfHosts { Host: null } =>
            "Give config_file the path of the one that is meant, or give url: its host says which one Matomo reads.",
        ConfigurationReason.OfHosts => "Check url, or give config_file the path of the file itself.",
        ConfigurationReason.NotAllowed { IsDirectory: false } => RunAsReader,
        ConfigurationReason.NotAllowed => RunAsReader + " Or name the file itself, or give url, whose host says which file it is.",
        ConfigurationReason.OfKeys { AreMissing: true } missing => $"Give {Options(missing)}, or give config_file the path of a complete installation.",
        ConfigurationReason.OfKeys { Settings.Count: > 0 } unreadable => $"Or give {Options(unreadable)}.",
        SettingsOf<DatabaseOptions> { Names: [nameof(DatabaseOptions.Timeout)] } => "See timeout.",
        SettingsOf<DatabaseOptions> { Names: var names } =>
            $"Check {List(names, row => row.Option)}, or {List(names, row => row.Key)} in [database] of Matomo's configuration.",
        OtherAddress => "Give that address as url.",
        SettingsOf<ApiOptions> { Names: [nameof(ApiOptions.Url)] } => "Check that url is the address of an installed Matomo.",
        SettingsOf<ApiOptions> { Names: var names } => See(names),
        SettingsOf<TokenRequest> { Names: var names } => See(names),
        SettingsOf<TokenFilter> { Names: var names } => See(names),
        NoEncryption { OverSocket: true } => "Say db_host: 127.0.0.1 and db_port instead of its socket.",
        NoEncryption => "Run this on the server's own host, with db_host: 127.0.0.1.",
        TooManyAtOnce => "When many hosts do this at once, or share an address, use throttle or run_once.",
        NeedsDatabase { Settings: [] } => "The database backend (config_file) can do it.",
        NeedsDatabase { Settings: var settings } => $"The database backend (config_file) can do it; or leave {List([.. settings.Select(OptionOf)])} out.",
        CannotRevoke => "Use the database backend (config_file), or give tokens an expiry (expires_in).",
        TooManyRefused => "Say recreate: always once, or use the database backend (config_file).",
        NeedsPassword => "To make it, give password. Without it, use the database backend (config_file).",
        SaltInDoubt { OtherDatabase: true } => "Give salt the value that Matomo has, or correct config_file, the db_ options or url.",
        SaltInDoubt { CanBeTried: var canBeTried } =>
            $"Check salt, or salt in [General] of Matomo's configuration.{(canBeTried ? " With url, it is tried." : "")}",
        TwoFactorCodes { WasGiven: true } => "Give a fresh auth_code, or check totp_secret.",
        TwoFactorCodes => "Give auth_code or totp_secret.",
        NotWritable => "The task runs as the user that become_user says.",
        ConflictsWith { Other: var other } => $"The other one is tokens[{other}].",
        ValueNotKnown { IsForbidden: true } => "Put its value into token_auth, known_token or token_file, or let recreate be when_lost.",
        ValueNotKnown =>
            "Give token_file (where the value is kept on this host), known_token or token_auth (the value that some application has) so that it "
            + "can be recognised; or say recreate: always when a new one in every run is what you want.",
        _ => null,
    };

    private static string See(IReadOnlyList<string> settings) => $"See {List([.. settings.Select(OptionOf)])}.";

    private static string OptionOf(string setting) => setting switch
    {
        nameof(ApiOptions.WebUserName) => TokenOptions.UrlUsername,
        nameof(ApiOptions.WebPassword) => TokenOptions.UrlPassword,
        nameof(ApiOptions.CertificateAuthorities) => TokenOptions.CaPath,
        nameof(ApiOptions.ClientCertificate) => TokenOptions.ClientCert,
        nameof(ApiOptions.UserAgent) => TokenOptions.HttpAgent,
        nameof(TokenRequest.Value) => TokenOptions.TokenAuth,
        _ => string.Concat(setting.Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "_" : "") + char.ToLowerInvariant(letter))),
    };

    private static string Options(ConfigurationReason.OfKeys keys) =>
        $"the option{(keys.Settings.Count > 1 ? "s" : "")} {List(keys.Settings, row => row.Option)}";

    private static string List(IReadOnlyList<string> settings, Func<(string Setting, string Option, string Key), string> nameOf) =>
        List([.. settings.Select(setting => nameOf(OfDatabase.First(row => row.Setting == setting)))]);

    private static string List(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
