using Matomo.Tokens.Database.Connection;

namespace Matomo.Tokens.Configuration;

/// <summary>What Matomo's configuration says about its database, and the salt of its tokens.</summary>
/// <remarks>
/// <para>
/// Read as Matomo itself reads it: <c>global.ini.php</c> and <c>common.config.ini.php</c>, where they are beside it, then
/// <c>config.ini.php</c>; the last one wins, key by key (<c>core/Config/IniFileChain.php</c>, 3.14.1 to 5.2.0-b5). The dialect is that of
/// PHP's <c>parse_ini_string</c>, and HTML entities but that of the apostrophe are decoded, twice, as Matomo does.
/// </para>
/// <para>
/// A key that is missing and one that is empty are both null: Matomo's <c>global.ini.php</c> sets most of them to an empty text. What
/// Matomo's plugins, or PHP code such as <c>bootstrap.php</c>, change while it runs is not seen.
/// </para>
/// </remarks>
public sealed record MatomoConfiguration
{
    private const string EnvironmentVariables = "EnvironmentVariables";

    /// <summary>The configuration file, with its whole path.</summary>
    public required string Path { get; init; }

    /// <summary>The database account's password; null when there is none.</summary>
    public Secret? Password { get; init; }

    /// <summary><c>[General] salt</c>, which Matomo hashes every token's value with.</summary>
    /// <remarks>Without one, Matomo would hash the value alone. As its installer always writes one, null means that it is kept elsewhere,
    /// not that there is none.</remarks>
    public Secret? Salt { get; init; }

    /// <summary>Whether the plugin EnvironmentVariables is named among Matomo's plugins.</summary>
    /// <value>True: the environment of the web server may override every value here, as <c>MATOMO_GENERAL_SALT</c> does the salt.</value>
    public bool NamesEnvironmentVariables { get; init; }

    // The other keys of [database], as they stand there.
    internal string? Host { get; init; }
    internal string? Port { get; init; }
    internal string? UnixSocket { get; init; }
    internal string? UserName { get; init; }
    internal string? DatabaseName { get; init; }
    internal string TablesPrefix { get; init; } = "";
    internal string? Adapter { get; init; }
    internal bool EnableSsl { get; init; }
    internal string? SslCa { get; init; }
    internal string? SslCaPath { get; init; }
    internal string? SslCert { get; init; }
    internal string? SslKey { get; init; }
    internal string? SslCipher { get; init; }
    internal bool SslNoVerify { get; init; }

    /// <summary>The options that the caller has values for, whose keys were not read.</summary>
    internal IReadOnlyCollection<string> Given { get; init; } = [];

    // With none of them PHP does not encrypt, whatever enable_ssl says (core/Db/Adapter/Pdo/Mysql.php, libs/Zend/Db/Adapter/Mysqli.php).
    private bool UsesTls => EnableSsl && (SslCa ?? SslCaPath ?? SslCert ?? SslKey ?? SslCipher) is not null;

    /// <summary>Reads Matomo's configuration.</summary>
    /// <param name="path">The configuration file; or the installation's directory, with <c>config/config.ini.php</c> below it; or the
    /// directory that holds it.</param>
    /// <param name="given">The properties of <see cref="DatabaseOptions"/>, such as <c>Password</c>, whose values the caller has. The keys
    /// that they stand for are not read. That another key is missing is no error here, but for <see cref="ToDatabaseOptions"/>.</param>
    /// <param name="host">The host that Matomo is asked by, without a port: of a directory with configurations of several hosts, the one is
    /// read that Matomo would read (<c>config/HOST.config.ini.php</c>, <c>misc/user/HOST/config.ini.php</c>, <c>config/config.ini.php</c>).
    /// Null: the directory must have one only.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.ConfigUnreadable"/>: there is no such file, or there are several, or it
    /// may not be read, is larger than 1 MiB, is not Matomo's or one that PHP refuses; or a key that is wanted is a list, not UTF-8, or
    /// one whose value only PHP knows, as it has a variable, a constant or more than one word in it.</exception>
    public static MatomoConfiguration Read(string path, IReadOnlyCollection<string>? given = null, string? host = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        given ??= [];
        var chain = ConfigurationChain.Read(path, host, given);
        var port = chain.Value("database", "port", nameof(DatabaseOptions.Port), nameof(DatabaseOptions.Socket));
        var configuration = new MatomoConfiguration
        {
            Path = chain.Path,
            Given = given,
            Host = chain.Value("database", "host", nameof(DatabaseOptions.Host), nameof(DatabaseOptions.Socket)),
            Port = port is ['/', ..] && given.Contains(nameof(DatabaseOptions.Host)) ? null : port,
            UnixSocket = chain.Value("database", "unix_socket", nameof(DatabaseOptions.Socket), nameof(DatabaseOptions.Host)),
            UserName = chain.Value("database", "username", nameof(DatabaseOptions.User)),
            Password = Hide(chain.Value("database", "password", nameof(DatabaseOptions.Password))),
            DatabaseName = chain.Value("database", "dbname", nameof(DatabaseOptions.Name)),
            TablesPrefix = chain.Value("database", "tables_prefix", nameof(DatabaseOptions.Prefix)) ?? "",
            Adapter = chain.Value("database", "adapter"),
            EnableSsl = IsTrue(chain.Value("database", "enable_ssl", nameof(DatabaseOptions.Tls))),
            SslCa = chain.Value("database", "ssl_ca", nameof(DatabaseOptions.CertificateAuthorities)),
            SslCaPath = chain.Value("database", "ssl_ca_path", nameof(DatabaseOptions.CertificateAuthorities)),
            SslCert = chain.Value("database", "ssl_cert"),
            SslKey = chain.Value("database", "ssl_key"),
            SslCipher = chain.Value("database", "ssl_cipher"),
            SslNoVerify = IsTrue(chain.Value("database", "ssl_no_verify")),
            Salt = Hide(chain.Value("General", "salt", nameof(DatabaseOptions.Salt))),
            NamesEnvironmentVariables =
                chain.Lists("Plugins", EnvironmentVariables) || chain.Lists("PluginsInstalled", EnvironmentVariables),
        };
        chain.RequireOwnValues();
        return configuration;
    }

    /// <summary>The database as Matomo connects to it, and the salt.</summary>
    /// <returns>Options that the caller may change further, with <c>with</c>. A name, an account or a salt that the caller said to have is
    /// empty.</returns>
    /// <remarks>Where nothing asks for TLS, it is taken where the server has it, as by the mysql client.</remarks>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.ConfigUnreadable"/>: dbname, username or salt is missing or empty, or
    /// <see cref="SslCaPath"/> is all that says which authorities to trust.</exception>
    public DatabaseOptions ToDatabaseOptions()
    {
        RequireKeys();
        var address = ServerAddress.Of(this);
        return new DatabaseOptions
        {
            Host = address.Host,
            Port = address.Port,

            // PHP, too, speaks TCP with localhost:3307.
            ForcesTcp = address is { Socket: null, IsDefaultSocket: false },
            Socket = address.Socket,
            Name = DatabaseName ?? "",
            User = UserName ?? "",
            Password = Password ?? new Secret(""),
            Prefix = TablesPrefix,
            Tls = (UsesTls, SslNoVerify) switch
            {
                (false, _) => TlsMode.Preferred,
                (true, true) => TlsMode.Required,
                (true, false) => TlsMode.VerifyIdentity,
            },
            CertificateAuthorities = UsesTls ? CertificateAuthorities() : null,
            ClientCertificate = UsesTls ? SslCert : null,
            ClientKey = UsesTls ? SslKey : null,
            Salt = Salt ?? new Secret(""),
        };
    }

    private string? CertificateAuthorities() => SslCa is null && SslCaPath is not null && !SslNoVerify
        ? throw ConfigurationFile.Unreadable(
            $"Matomo's configuration {Path} names a directory of certificate authorities (ssl_ca_path, {SslCaPath}), "
            + "of which it cannot be told which to trust: the PEM file of the one that signs the database server's certificate is needed.",
            new FailureReason.DatabaseSettings(nameof(DatabaseOptions.CertificateAuthorities)))
        : SslCa;

    private void RequireKeys()
    {
        (string Section, string Name, string Setting, bool IsThere)[] keys =
        [
            ("database", "dbname", nameof(DatabaseOptions.Name), DatabaseName is not null),
            ("database", "username", nameof(DatabaseOptions.User), UserName is not null),
            ("General", "salt", nameof(DatabaseOptions.Salt), Salt is not null),
        ];
        var missing = keys.Where(key => !key.IsThere && !Given.Contains(key.Setting)).ToList();
        if (missing.Count == 0)
            return;

        var sections = missing.GroupBy(key => key.Section)
            .Select(section => $"{WordList.Of(section.Select(key => key.Name))} in its [{section.Key}] section");
        var variables = WordList.Of(missing.Select(key => $"MATOMO_{key.Section}_{key.Name}".ToUpperInvariant()));
        var (they, them) = missing.Count > 1 ? ("they are", "them") : ("it is", "it");
        throw ConfigurationFile.Unreadable(
            $"Matomo's configuration {Path} has no {string.Join(", and no ", sections)}, or {they} empty there."
            + (NamesEnvironmentVariables
                ? $" It names the plugin {EnvironmentVariables}, so the environment of the web server may have {them} ({variables})."
                : ""),
            new FailureReason.ConfigurationKeys([.. missing.Select(key => key.Setting)], AreMissing: true));
    }

    private static Secret? Hide(string? text) => text is null ? null : new Secret(text);

    // What PHP takes for true.
    private static bool IsTrue(string? text) => text is not (null or "" or "0");
}
