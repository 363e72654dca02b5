using Matomo.Tokens;
using Matomo.Tokens.Configuration;
using Matomo.Tokens.Database.Connection;

namespace MatomoToken;

/// <summary>Reads where Matomo's database is: from Matomo's configuration, from the task's arguments, or from both, where the arguments
/// win.</summary>
internal static class DatabaseOptionsReader
{
    /// <summary>The options that every run needs, and the key for each in Matomo's configuration.</summary>
    private static readonly (string Option, string Key)[] Needed =
    [
        (TokenOptions.DbName, "dbname in [database]"),
        (TokenOptions.DbUser, "username in [database]"),
        (TokenOptions.Salt, "salt in [General]"),
    ];

    /// <param name="context">Has the arguments, and collects secrets and warnings.</param>
    /// <param name="host">The host of url, which selects one of several configurations; null without url.</param>
    /// <param name="needsSalt">Whether the task needs the salt. If it does not and the arguments have none, the options have none.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.ConfigUnreadable"/> or
    /// <see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static DatabaseOptions Read(ModuleContext context, string? host, bool needsSalt = true)
    {
        var arguments = context.Arguments;
        var given = Advice.SettingsOfDatabase(arguments.IsSet).ToList();
        if (!needsSalt)
            given.Add(nameof(DatabaseOptions.Salt));

        var configuration = arguments.GetString(TokenOptions.ConfigFile) is { } path ? MatomoConfiguration.Read(path, given, host) : null;
        foreach (var secret in new[] { configuration?.Password, configuration?.Salt }.OfType<Secret>())
            context.AddSecret(secret.Reveal());

        var configured = configuration?.ToDatabaseOptions() ?? new DatabaseOptions { Name = "", User = "", Salt = new Secret("") };
        var options = Merge(configured, arguments) with { Conceal = context.Mask };
        RequireAll(options, needsSalt);
        if (configuration is { NamesEnvironmentVariables: true } && host is null && !given.Contains(nameof(DatabaseOptions.Salt)))
        {
            context.Warn(
                $"Matomo's configuration {configuration.Path} names the plugin EnvironmentVariables, with which the environment of the "
                + "web server overrides what is read here. If MATOMO_GENERAL_SALT is set there, give its value as "
                + $"{TokenOptions.Salt}; or give {TokenOptions.Url}, so that the first new token is tried. "
                + "Matomo never accepts a token that is hashed with another salt.");
        }

        return options;
    }

    private static DatabaseOptions Merge(DatabaseOptions configured, ModuleArguments arguments) => configured with
    {
        Host = arguments.GetString(TokenOptions.DbHost) ?? configured.Host,
        Port = Port(arguments) ?? configured.Port,
        ForcesTcp = arguments.IsSet(TokenOptions.DbPort) || configured.ForcesTcp,
        Socket = Socket(arguments, configured.Socket),
        Name = arguments.GetString(TokenOptions.DbName) ?? configured.Name,
        User = arguments.GetString(TokenOptions.DbUser) ?? configured.User,
        Password = arguments.GetString(TokenOptions.DbPassword) is { } password ? new Secret(password) : configured.Password,
        Prefix = arguments.GetString(TokenOptions.DbPrefix) ?? configured.Prefix,
        Tls = Tls(arguments, configured.Tls),
        CertificateAuthorities = arguments.GetString(TokenOptions.DbCaPath) ?? configured.CertificateAuthorities,
        Salt = arguments.GetString(TokenOptions.Salt) is { } salt ? new Secret(salt) : configured.Salt,
        SaltIsGiven = arguments.IsSet(TokenOptions.Salt),
        Timeout = TimeoutReader.Read(arguments),
    };

    private static string? Socket(ModuleArguments arguments, string? configured) =>
        (arguments.GetString(TokenOptions.DbSocket), arguments.IsSet(TokenOptions.DbPort)) switch
        {
            (not null, true) => throw Invalid(
                $"{TokenOptions.DbSocket} and {TokenOptions.DbPort} contradict each other: a port means TCP. Leave one of them out."),
            (null, true) => null,
            var (socket, _) => socket ?? configured,
        };

    private static int? Port(ModuleArguments arguments) => arguments.GetInt(TokenOptions.DbPort) switch
    {
        (null or (>= 1 and <= 65535)) and var port => (int?)port,
        var port => throw Invalid($"{TokenOptions.DbPort} is {port}: it must be from 1 to 65535."),
    };

    private static TlsMode Tls(ModuleArguments arguments, TlsMode configured) => arguments.GetString(TokenOptions.DbTls) switch
    {
        TokenOptions.Disabled => TlsMode.Disabled,
        TokenOptions.Preferred => TlsMode.Preferred,
        TokenOptions.RequiredTls => TlsMode.Required,
        TokenOptions.VerifyCa => TlsMode.VerifyCa,
        TokenOptions.VerifyIdentity => TlsMode.VerifyIdentity,
        _ => arguments.IsSet(TokenOptions.DbCaPath) ? TlsMode.VerifyIdentity : configured,
    };

    private static void RequireAll(DatabaseOptions options, bool needsSalt)
    {
        string[] values = [options.Name, options.User, needsSalt ? options.Salt.Reveal() : "none"];
        var missing = Needed.Where((_, number) => values[number].Length == 0).ToList();
        if (missing.Count > 0)
        {
            throw Invalid(
                $"{string.Join(", ", missing.Select(key => key.Option))} {(missing.Count > 1 ? "are" : "is")} missing or empty: "
                + $"give {(missing.Count > 1 ? "them" : "it")}, or {TokenOptions.ConfigFile}, Matomo's config.ini.php, which has "
                + $"{string.Join(", ", missing.Select(key => key.Key))}.");
        }
    }

    private static TokenException Invalid(string message) => new(TokenErrorCode.InvalidArguments, message);
}
