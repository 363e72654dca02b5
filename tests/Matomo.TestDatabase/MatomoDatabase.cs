using System.Security.Cryptography;
using Matomo.TestDatabase.Configuration;
using Matomo.TestDatabase.Servers;
using Matomo.TestDatabase.Tables;
using MySqlConnector;

namespace Matomo.TestDatabase;

/// <summary>The database of a Matomo, as far as tokens go, with what an installation has from the start: the super user <c>admin</c>, the
/// anonymous user, and from Matomo 4 on a system token of admin's and anonymous' own token.</summary>
public sealed class MatomoDatabase
{
    private const string Rights = "SELECT, INSERT, UPDATE, DELETE";
    private int _users;

    private MatomoDatabase(DatabaseServer server, string name, MatomoTables tables, string prefix, string salt) =>
        (Server, Name, Tables, Prefix, Salt) = (server, name, tables, prefix, salt);

    public DatabaseServer Server { get; }

    public string Name { get; }

    public MatomoTables Tables { get; }

    /// <value>As <c>tables_prefix</c>.</value>
    public string Prefix { get; }

    /// <value>As <c>[General] salt</c>.</value>
    public string Salt { get; }

    /// <value>Matomo's own account, which may SELECT, INSERT, UPDATE and DELETE in the tables of this database, and nothing else. Its
    /// password has characters that need encoding in the configuration.</value>
    public DatabaseUser User { get; private set; } = null!;

    /// <value><c>version_core</c>.</value>
    public string Version
    {
        get => (string)Query($"SELECT option_value FROM {Table("option")} WHERE option_name = 'version_core'").Single()["option_value"]!;
        set => Execute($"REPLACE INTO {Table("option")} (option_name, option_value, autoload) VALUES ('version_core', ?, 1)", value);
    }

    /// <value>All rows of <c>user_token_auth</c> by id.</value>
    public IReadOnlyList<TokenRecord> Tokens =>
        [.. Query($"SELECT * FROM {Table("user_token_auth")} ORDER BY idusertokenauth").Select(TokenRecord.Of)];

    /// <summary>The rows of <c>user_token_auth</c> of a login, by id; upper and lower case are the same, as Matomo has it.</summary>
    public IReadOnlyList<TokenRecord> TokensOf(string login) =>
        [.. Tokens.Where(token => token.Login.Equals(login, StringComparison.OrdinalIgnoreCase))];

    /// <summary>A table's full name, quoted for a statement.</summary>
    /// <param name="name">Without the prefix.</param>
    public string Table(string name) => $"{Quoted(Name)}.{Quoted(Prefix + name)}";

    /// <summary>The hash that Matomo stores for a value: lower-case hex of SHA-512 over value and salt.</summary>
    public string Hash(string value) => Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(value + Salt)));

    /// <summary>Runs a statement as root, with <c>?</c> where the values go.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public int Execute(string sql, params object?[] values) => Server.Execute(sql, values);

    /// <summary>Runs a query as root, with <c>?</c> where the values go.</summary>
    /// <returns>The rows, by column name; dates are UTC.</returns>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string sql, params object?[] values) => Server.Query(sql, values);

    /// <summary>Adds a user of Matomo, or changes the one of this login.</summary>
    /// <param name="login">As Matomo shall store it.</param>
    /// <param name="email">By default of example.org.</param>
    /// <param name="isSuperUser">Whether <c>superuser_access</c> is set.</param>
    /// <param name="plainToken">In Matomo 3 the user's token; a random one by default.</param>
    public void AddUser(string login, string? email = null, bool isSuperUser = false, string? plainToken = null)
    {
        ArgumentNullException.ThrowIfNull(login);
        var address = email ?? $"{login}@example.org";
        if (Tables == MatomoTables.Matomo3)
        {
            Execute(
                $"""
                REPLACE INTO {Table("user")} (login, password, alias, email, token_auth, superuser_access, date_registered)
                VALUES (?, '', ?, ?, ?, ?, UTC_TIMESTAMP())
                """,
                login, login, address, plainToken ?? NewValue(), isSuperUser);
            return;
        }

        Execute(
            $"REPLACE INTO {Table("user")} (login, password, email, superuser_access, date_registered) VALUES (?, '', ?, ?, "
            + "UTC_TIMESTAMP())",
            login, address, isSuperUser);
    }

    /// <summary>In Matomo 3, a user's token as it is stored.</summary>
    public string PlainToken(string login) =>
        (string)Query($"SELECT token_auth FROM {Table("user")} WHERE login = ?", login).Single()["token_auth"]!;

    /// <summary>Adds a row to <c>user_token_auth</c>, for a login that exists or not.</summary>
    /// <param name="login">As it shall be stored.</param>
    /// <param name="value">The plain value; its hash is stored.</param>
    /// <param name="description">As it shall be stored: Matomo's API stores it HTML-escaped.</param>
    /// <param name="created">UTC; now by default, the server's.</param>
    /// <param name="expires">UTC; never by default.</param>
    /// <param name="lastUsed">UTC; never by default.</param>
    /// <param name="secureOnly">From Matomo 5 on.</param>
    /// <param name="system">Whether it is Matomo's own.</param>
    /// <returns>The row as it is in the table.</returns>
    public TokenRecord AddToken(
        string login,
        string value,
        string description,
        DateTime? created = null,
        DateTime? expires = null,
        DateTime? lastUsed = null,
        bool secureOnly = false,
        bool system = false)
    {
        var hash = Hash(value);
        Execute(
            $"""
            INSERT INTO {Table("user_token_auth")}
                (login, description, password, hash_algo, system_token, last_used, date_created, date_expired)
            VALUES (?, ?, ?, 'sha512', ?, ?, COALESCE(?, UTC_TIMESTAMP()), ?)
            """,
            login, description, hash, system, lastUsed, created, expires);
        if (secureOnly)
            Execute($"UPDATE {Table("user_token_auth")} SET secure_only = 1 WHERE password = ?", hash);

        return Tokens.Single(token => token.Password == hash);
    }

    /// <summary>Creates an account of the database server.</summary>
    /// <param name="grants">Tables without prefix, and what it may do there, as GRANT has it: <c>SELECT, INSERT</c>, <c>SELECT (login,
    /// email)</c>.</param>
    public DatabaseUser AddDatabaseUser(params IReadOnlyList<(string Table, string Privileges)> grants)
    {
        ArgumentNullException.ThrowIfNull(grants);
        var number = Interlocked.Increment(ref _users).ToString(CultureInfo.InvariantCulture);
        var user = new DatabaseUser($"{Name}_{number}", $"p\"a&s$'ü;{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        var account = $"'{user.Name}'@'%'";
        var grant = grants.Select(grant => $"GRANT {grant.Privileges} ON {Table(grant.Table)} TO {account}");
        Execute(string.Join(";\n", [$"CREATE USER {account} IDENTIFIED BY ?", .. grant]), user.Password);
        return user;
    }

    /// <summary>Creates an account of the database server that the host's user of this name has without a password, over the socket, with
    /// the rights of <see cref="User"/>.</summary>
    /// <param name="name">The user's name. Root has an account like that in any case.</param>
    public DatabaseUser AddUserOfTheHost(string name)
    {
        if (name != "root")
        {
            var grants = TableDefinitions.Names(Tables).Select(table => $"GRANT {Rights} ON {Table(table)} TO '{name}'@'%'");
            Execute(
                string.Join(
                    ";\n", [$"CREATE USER IF NOT EXISTS '{name}'@'%' IDENTIFIED {ServerProduct.Installed.ByUserOfTheHost}", .. grants]));
        }

        return new DatabaseUser(name, "");
    }

    /// <summary>For MySqlConnector, over the socket, or over TCP, with the server's certificate verified where
    /// <see cref="DatabaseServer.CaPath"/> is known.</summary>
    /// <param name="user">Null is <see cref="User"/>.</param>
    /// <param name="overTcp">Whether to go over TCP.</param>
    public string ConnectionString(DatabaseUser? user = null, bool overTcp = false)
    {
        var account = user ?? User;
        var connection = new MySqlConnectionStringBuilder
        {
            Database = Name,
            UserID = account.Name,
            Password = account.Password,
            Server = overTcp ? Server.Address : Server.Socket,
            ConnectionProtocol = overTcp ? MySqlConnectionProtocol.Tcp : MySqlConnectionProtocol.UnixSocket,
            SslMode = MySqlSslMode.Preferred,
        };
        if (overTcp)
            connection.Port = (uint)Server.Port;

        if (overTcp && Server.CaPath is { } authority)
            (connection.SslMode, connection.SslCa) = (MySqlSslMode.VerifyFull, authority);

        return connection.ConnectionString;
    }

    /// <summary>Writes <c>config/config.ini.php</c> below a directory, as Matomo does.</summary>
    /// <param name="directory">The installation's; made when it is not there.</param>
    /// <param name="options">By default Matomo's own account over the socket.</param>
    /// <returns>The file's path.</returns>
    public string WriteConfiguration(string directory, ConfigurationOptions? options = null)
    {
        var settings = DatabaseSettings(options ?? new ConfigurationOptions());
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(directory, "config")).FullName, "config.ini.php");
        File.WriteAllText(path, ConfigurationText.Of(settings, Salt));
        return path;
    }

    internal static MatomoDatabase Create(DatabaseServer server, string name, MatomoTables tables, string prefix, string salt)
    {
        var database = new MatomoDatabase(server, name, tables, prefix, salt);
        database.Install();
        return database;
    }

    private static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    private static string NewValue() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private void Install()
    {
        var names = TableDefinitions.Names(Tables);
        var create = names.Select(
            name => $"CREATE TABLE {Table(name)} ({TableDefinitions.Columns(Tables, name)}) {TableDefinitions.Options(Tables)}");
        Execute($"CREATE DATABASE {Quoted(Name)} {TableDefinitions.DatabaseOptions(Tables)};\n{string.Join(";\n", create)}");
        User = AddDatabaseUser([.. names.Select(name => (name, Rights))]);
        Version = InstalledVersion;
        AddUser("admin", isSuperUser: true);
        AddUser("anonymous", plainToken: "anonymous");
        if (Tables != MatomoTables.Matomo3)
        {
            AddToken("anonymous", "anonymous", "anonymous default token");
            AddToken("admin", NewValue(), "System generated CronArchive", expires: DateTime.UtcNow.AddHours(48), system: true);
        }
    }

    private string InstalledVersion => Tables switch
    {
        MatomoTables.Matomo3 => "3.14.1",
        MatomoTables.Matomo4 => "4.16.1",
        MatomoTables.Matomo5 => "5.3.0",
        _ => "6.0.0",
    };

    private Dictionary<string, string> DatabaseSettings(ConfigurationOptions options)
    {
        var user = options.User ?? User;
        var settings = new Dictionary<string, string>(Address(options.Address))
        {
            ["username"] = user.Name,
            ["password"] = user.Password,
            ["dbname"] = Name,
            ["tables_prefix"] = Prefix,
            ["charset"] = Tables == MatomoTables.Matomo3 ? "utf8" : "utf8mb4",
        };
        foreach (var (key, value) in options.Database)
        {
            settings.Remove(key);
            if (value is not null)
                settings[key] = value;
        }

        return settings;
    }

    private Dictionary<string, string> Address(DatabaseAddress address) => address switch
    {
        DatabaseAddress.SocketAsHost => new() { ["host"] = Server.Socket },
        DatabaseAddress.SocketAsPort => new() { ["host"] = "", ["port"] = Server.Socket },
        DatabaseAddress.HostAndPort =>
            new(Encryption) { ["host"] = Server.Address, ["port"] = Server.Port.ToString(CultureInfo.InvariantCulture) },
        _ => new() { ["host"] = "localhost", ["unix_socket"] = Server.Socket },
    };

    private Dictionary<string, string> Encryption => Server.CaPath is { } authority
        ? new() { ["enable_ssl"] = "1", ["ssl_ca"] = authority }
        : [];
}
