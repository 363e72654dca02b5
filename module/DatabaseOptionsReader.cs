using Ansible.Modules;
using Matomo.Tokens;
using Matomo.Tokens.Configuration;
using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Errors;

namespace MatomoToken;

/// <summary>Reads where Matomo's database is: from Matomo's configuration, from the task's arguments, or from both, where the arguments win.</summary>
internal sealed class DatabaseOptionsReader
{
    private const string Section = "database";

    private readonly ModuleArguments _arguments;
    private readonly MatomoConfiguration? _configuration;
    private readonly bool _needsSalt;
    private readonly List<ConfigurationKey> _missing = [];

    private DatabaseOptionsReader(ModuleArguments arguments, MatomoConfiguration? configuration, bool needsSalt)
    {
        _arguments = arguments;
        _configuration = configuration;
        _needsSalt = needsSalt;
    }

    /// <param name="arguments">The arguments.</param>
    /// <param name="addSecret">Is told the secrets that the configuration holds.</param>
    /// <param name="host">The host of url, which says which of several configurations is read; null without url.</param>
    /// <param name="needsSalt">Whether the task can do nothing without the salt; where it can and has none, it is empty.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.ConfigUnreadable"/> or <see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static DatabaseSettings Read(ModuleArguments arguments, Action<string> addSecret, string? host, bool needsSalt = true)
    {
        var given = TokenOptions.OfDatabase.Where(arguments.IsSet).ToList();
        var configuration = arguments.GetString(TokenOptions.ConfigFile) is { } path ? MatomoConfiguration.Read(path, given, host) : null;
        foreach (var secret in new[] { configuration?.Password, configuration?.Salt }.OfType<Secret>())
        {
            addSecret(secret.Reveal());
        }

        var options = new DatabaseOptionsReader(arguments, configuration, needsSalt).Read();
        return new DatabaseSettings(options, host is null && needsSalt && !arguments.IsSet(TokenOptions.Salt) ? Warnings(configuration) : []);
    }

    private static IReadOnlyList<string> Warnings(MatomoConfiguration? configuration) => configuration is { NamesEnvironmentVariables: true }
        ?
        [
            $"Matomo's configuration {configuration.Path} names the plugin EnvironmentVariables, with which the environment of the web server overrides what is read here. Where that has MATOMO_GENERAL_SALT, "
            + $"give its value as {TokenOptions.Salt}; or give {TokenOptions.Url}, so that the first new token is tried. A token that is hashed with another salt is never accepted.",
        ]
        : [];

    private DatabaseOptions Read()
    {
        var options = Options();
        return _missing switch
        {
            [] => options,
            _ when _configuration is not null => throw _configuration.Missing(_missing),
            _ => throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"{string.Join(", ", _missing.Select(key => key.Option))} {(_missing.Count > 1 ? "are" : "is")} missing: give {(_missing.Count > 1 ? "them" : "it")}, or {TokenOptions.ConfigFile}, Matomo's config.ini.php, "
                + $"which has {string.Join(", ", _missing.Select(key => $"{key.Name} in [{key.Section}]"))}."),
        };
    }

    private DatabaseOptions Options() => new()
    {
        Host = _arguments.GetString(TokenOptions.DbHost) ?? _configuration?.ServerHost ?? "localhost",
        Port = Port(),
        ForcesTcp = ForcesTcp(),
        Socket = Socket(),
        Name = Required(TokenOptions.DbName, "dbname", _configuration?.DatabaseName),
        User = Required(TokenOptions.DbUser, "username", _configuration?.UserName),
        Password = _arguments.GetString(TokenOptions.DbPassword) is { } password ? new Secret(password) : _configuration?.Password ?? new Secret(""),
        Prefix = _arguments.GetString(TokenOptions.DbPrefix) ?? _configuration?.TablesPrefix ?? "",
        Tls = Tls(),
        CertificateAuthorities = CertificateAuthorities(),
        ClientCertificate = _configuration is { UsesTls: true } ? _configuration.SslCert : null,
        ClientKey = _configuration is { UsesTls: true } ? _configuration.SslKey : null,
        Salt = Salt(),
        SaltIsGiven = _arguments.IsSet(TokenOptions.Salt),
        Timeout = TimeoutReader.Read(_arguments),
    };

    private Secret Salt() => new(_needsSalt
        ? Required(TokenOptions.Salt, "salt", _configuration?.Salt?.Reveal(), "General")
        : _arguments.GetString(TokenOptions.Salt) ?? _configuration?.Salt?.Reveal() ?? "");

    private string? Socket() => _arguments.GetString(TokenOptions.DbSocket) switch
    {
        not null when _arguments.IsSet(TokenOptions.DbPort) => throw new TokenException(
            TokenErrorCode.InvalidArguments, $"{TokenOptions.DbSocket} and {TokenOptions.DbPort} contradict each other: a port means TCP. Leave one of them out."),
        { } socket => socket,
        _ when _arguments.IsSet(TokenOptions.DbPort) => null,
        _ => _configuration?.Socket,
    };

    // PHP, too, speaks TCP with localhost:3307.
    private bool ForcesTcp() => _arguments.IsSet(TokenOptions.DbPort)
        || (!_arguments.IsSet(TokenOptions.DbHost) && _configuration is { Socket: null, UsesDefaultSocket: false });

    private int Port() => _arguments.GetInt(TokenOptions.DbPort) switch
    {
        null => _configuration?.ServerPort ?? 3306,
        >= 1 and <= 65535 and var port => (int)port,
        var port => throw new TokenException(TokenErrorCode.InvalidArguments, $"{TokenOptions.DbPort} is {port}: 1 to 65535 are ports."),
    };

    private string Required(string option, string key, string? configured, string section = Section)
    {
        if ((_arguments.GetString(option) ?? configured) is { Length: > 0 } value)
        {
            return value;
        }

        _missing.Add(new ConfigurationKey(section, key, option));
        return "";
    }

    // A configuration that makes Matomo encrypt is followed (enable_ssl alone does not make it); where nothing asks for it, TLS is taken where the server has it, as by the mysql client.
    private TlsMode Tls() => _arguments.GetString(TokenOptions.DbTls) switch
    {
        TokenOptions.Disabled => TlsMode.Disabled,
        TokenOptions.Preferred => TlsMode.Preferred,
        TokenOptions.RequiredTls => TlsMode.Required,
        TokenOptions.VerifyCa => TlsMode.VerifyCa,
        TokenOptions.VerifyIdentity => TlsMode.VerifyIdentity,
        _ when _arguments.IsSet(TokenOptions.DbCaPath) => TlsMode.VerifyIdentity,
        _ => _configuration switch
        {
            { UsesTls: true, SslNoVerify: true } => TlsMode.Required,
            { UsesTls: true } => TlsMode.VerifyIdentity,
            _ => TlsMode.Preferred,
        },
    };

    private string? CertificateAuthorities()
    {
        if (_arguments.GetString(TokenOptions.DbCaPath) is { } path)
        {
            return path;
        }

        return _configuration is { UsesTls: true, SslNoVerify: false, SslCa: null, SslCaPath: { } directory }
            ? throw new TokenException(
                TokenErrorCode.ConfigUnreadable,
                $"Matomo's configuration {_configuration.Path} names a directory of certificate authorities (ssl_ca_path, {directory}), of which it cannot be told which to trust. Give {TokenOptions.DbCaPath}, the PEM file of the one that signs the database server's certificate.")
            : _configuration is { UsesTls: true } ? _configuration.SslCa : null;
    }
}
