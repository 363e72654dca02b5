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

    /// <summary><c>[database] host</c> as it stands there; <see cref="ServerHost"/> is where that leads. Null: this host.</summary>
    public string? Host { get; init; }

    /// <summary><c>[database] port</c> as it stands there: a number, or the path of a socket.</summary>
    public string? Port { get; init; }

    /// <summary><c>[database] unix_socket</c> as it stands there; <see cref="Socket"/> is what Matomo makes of it.</summary>
    public string? UnixSocket { get; init; }

    /// <summary><c>[database] username</c>.</summary>
    public string? UserName { get; init; }

    /// <summary><c>[database] password</c>.</summary>
    public Secret? Password { get; init; }

    /// <summary><c>[database] dbname</c>.</summary>
    public string? DatabaseName { get; init; }

    /// <summary><c>[database] tables_prefix</c>, such as <c>matomo_</c>; empty when there is none.</summary>
    public string TablesPrefix { get; init; } = "";

    /// <summary><c>[database] adapter</c>: <c>PDO\MYSQL</c> or <c>MYSQLI</c>.</summary>
    public string? Adapter { get; init; }

    /// <summary><c>[database] enable_ssl</c>; <see cref="UsesTls"/> is what comes of it.</summary>
    public bool EnableSsl { get; init; }

    /// <summary><c>[database] ssl_ca</c>: a PEM file of certificate authorities.</summary>
    public string? SslCa { get; init; }

    /// <summary><c>[database] ssl_ca_path</c>: a directory of certificate authorities, in OpenSSL's form.</summary>
    public string? SslCaPath { get; init; }

    /// <summary><c>[database] ssl_cert</c>: a PEM file with the client's certificate.</summary>
    public string? SslCert { get; init; }

    /// <summary><c>[database] ssl_key</c>: a PEM file with its key.</summary>
    public string? SslKey { get; init; }

    /// <summary><c>[database] ssl_cipher</c>: a list of ciphers, in OpenSSL's form.</summary>
    public string? SslCipher { get; init; }

    /// <summary><c>[database] ssl_no_verify</c>: whether the server's certificate is not checked.</summary>
    public bool SslNoVerify { get; init; }

    /// <summary><c>[General] salt</c>, which Matomo hashes every token's value with.</summary>
    /// <remarks>Without one, Matomo would hash the value alone. As its installer always writes one, null means that it is kept elsewhere,
    /// not that there is none.</remarks>
    public Secret? Salt { get; init; }

    /// <summary>Whether the plugin EnvironmentVariables is named among Matomo's plugins.</summary>
    /// <value>True: the environment of the web server may override every value here, as <c>MATOMO_GENERAL_SALT</c> does the salt.</value>
    public bool NamesEnvironmentVariables { get; init; }

    /// <summary>The options that the caller has values for, whose keys were not read.</summary>
    internal IReadOnlyCollection<string> Given { get; init; } = [];

    /// <summary>The socket that Matomo connects to: a path, or null when it connects to <see cref="ServerHost"/> or
    /// <see cref="UsesDefaultSocket"/>.</summary>
    /// <remarks>
    /// It is the port, where that begins with a slash (<c>core/Db/Adapter.php</c>); else unix_socket, which with the adapter <c>MYSQLI</c>
    /// counts only when the host is <c>localhost</c> or none; else the host, where that begins with a slash.
    /// </remarks>
    public string? Socket => ServerAddress.Of(this).Socket;

    /// <summary>Whether Matomo connects over the socket that its PHP has for <c>localhost</c> when none is named.</summary>
    /// <value>True when the host is <c>localhost</c> or none, whatever the port. Which socket that is, PHP's settings say
    /// (<c>pdo_mysql.default_socket</c>, <c>mysqli.default_socket</c>), not Matomo's.</value>
    public bool UsesDefaultSocket => ServerAddress.Of(this).IsDefaultSocket;

    /// <summary>The host that Matomo connects to, without port and brackets; <c>localhost</c> when it connects to a socket.</summary>
    public string ServerHost => ServerAddress.Of(this).Host;

    /// <summary>The port of <see cref="ServerHost"/>: the one that the host has behind a colon, else <c>port</c>, else 3306.</summary>
    public int ServerPort => ServerAddress.Of(this).Port;

    /// <summary>Whether Matomo encrypts the connection.</summary>
    /// <value>True when enable_ssl is on and one of ssl_ca, ssl_ca_path, ssl_cert, ssl_key and ssl_cipher is set. With none of them PHP
    /// does not encrypt, whatever enable_ssl says (<c>core/Db/Adapter/Pdo/Mysql.php</c>, <c>libs/Zend/Db/Adapter/Mysqli.php</c>).</value>
    public bool UsesTls => EnableSsl && (SslCa ?? SslCaPath ?? SslCert ?? SslKey ?? SslCipher) is not null;

    /// <summary>Reads Matomo's configuration.</summary>
    /// <param name="path">The configuration file; or the installation's directory, with <c>config/config.ini.php</c> below it; or the
    /// directory that holds it.</param>
    /// <param name="given">The properties of <see cref="DatabaseOptions"/>, such as <c>Password</c>, whose values the caller has. The keys
    /// that they stand for are null in the answer and need not be readable. An answer without one of the other keys is no error here, but for
    /// <see cref="ToDatabaseOptions"/>.</param>
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
        return new DatabaseOptions
        {
            Host = ServerHost,
            Port = ServerPort,

            // PHP, too, speaks TCP with localhost:3307.
            ForcesTcp = Socket is null && !UsesDefaultSocket,
            Socket = Socket,
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
