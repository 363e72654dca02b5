using Matomo.TestDatabase;
using MySqlConnector;

namespace Matomo.Contract.Tests.Database;

[Category("Programs")]
public sealed class MatomoDatabaseTest
{
    private DatabaseServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = DatabaseServer.Start();

    [OneTimeTearDown]
    public void Stop() => _server?.Dispose();

    [TestCase(MatomoTables.Matomo3, "3.14.1")]
    [TestCase(MatomoTables.Matomo4, "4.16.1")]
    [TestCase(MatomoTables.Matomo5, "5.3.0")]
    public void Version_OfTheTables(MatomoTables tables, string version) =>
        Assert.That(_server.CreateMatomo(tables).Version, Is.EqualTo(version));

    [TestCase(
        MatomoTables.Matomo4, "idusertokenauth login description password hash_algo system_token last_used date_created date_expired")]
    [TestCase(
        MatomoTables.Matomo5,
        "idusertokenauth login description password hash_algo system_token last_used date_created date_expired secure_only")]
    [TestCase(
        MatomoTables.Later,
        "idusertokenauth login description password hash_algo system_token last_used date_created date_expired secure_only "
        + "ts_rotation_notified ts_expiration_warning_notified scope")]
    public void Columns_OfTokens(MatomoTables tables, string columns)
    {
        var matomo = _server.CreateMatomo(tables, prefix: "");
        Assert.That(
            matomo.Query("SHOW COLUMNS FROM " + matomo.Table("user_token_auth")).Select(row => row["Field"]),
            Is.EqualTo(columns.Split(' ')));
    }

    [Test]
    public void Matomo3_HasPlainTokensOnly()
    {
        var matomo = _server.CreateMatomo(MatomoTables.Matomo3);
        matomo.AddUser("alice", plainToken: "0123456789abcdef0123456789abcdef");
        Assert.That(matomo.PlainToken("alice"), Is.EqualTo("0123456789abcdef0123456789abcdef"));
        Assert.That(matomo.PlainToken("anonymous"), Is.EqualTo("anonymous"));
        Assert.That(() => matomo.Tokens, Throws.InstanceOf<MySqlException>());
    }

    [Test]
    public void Tokens_OfAnInstallation()
    {
        var matomo = _server.CreateMatomo(MatomoTables.Later);
        Assert.That(
            matomo.Tokens.Select(token => (token.Login, token.SystemToken, token.Scope)),
            Is.EqualTo(new[] { ("anonymous", false, "all"), ("admin", true, "all") }));
    }

    [Test]
    public void AddToken_EveryColumn()
    {
        var matomo = _server.CreateMatomo(MatomoTables.Matomo5, salt: "salt");
        var day = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var row = matomo.AddToken(
            "alice", "value", "Größe 📏", created: day, expires: day.AddDays(1), lastUsed: day.AddDays(2), secureOnly: true, system: true);
        Assert.That(row, Is.EqualTo(new TokenRecord(row.Id, "alice", "Größe 📏", matomo.Hash("value"))
        {
            SystemToken = true,
            DateCreated = day,
            DateExpired = day.AddDays(1),
            LastUsed = day.AddDays(2),
            SecureOnly = true,
        }));
        Assert.That(row.DateCreated.Kind, Is.EqualTo(DateTimeKind.Utc));
        Assert.That(
            row.Password,
            Is.EqualTo(
                "be8ba7357d6d55d66bfb35efdd8cc9c7dbe819f044d6d648c83e0bdbb3992553"
                + "8c0452778cfd9abd3091a508b44b723c854d59bedf6686b88edbf90d743fd1de"));
    }

    [Test]
    public void AddToken_WithoutDate_IsOfNowInUtc()
    {
        var row = _server.CreateMatomo(MatomoTables.Matomo5).AddToken("alice", "value", "now");
        Assert.That(row.DateCreated, Is.EqualTo(DateTime.UtcNow).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void User_MayNoMoreThanItMust()
    {
        var matomo = _server.CreateMatomo(MatomoTables.Matomo5);
        var reader = matomo.AddDatabaseUser(("user", "SELECT (login, email)"), ("user_token_auth", "SELECT"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Run(matomo.ConnectionString(), "DELETE FROM matomo_user_token_auth WHERE login = 'nobody'"), Is.Zero);
            Assert.That(() => Run(matomo.ConnectionString(), "DROP TABLE matomo_user_token_auth"), Throws.InstanceOf<MySqlException>());
            Assert.That(Run(matomo.ConnectionString(reader), "SELECT login FROM matomo_user LIMIT 0"), Is.EqualTo(-1));
            Assert.That(
                () => Run(matomo.ConnectionString(reader), "SELECT password FROM matomo_user"), Throws.InstanceOf<MySqlException>());
            Assert.That(
                () => Run(matomo.ConnectionString(reader), "DELETE FROM matomo_user_token_auth"), Throws.InstanceOf<MySqlException>());
        }
    }

    [TestCase(DatabaseAddress.Socket, "unix_socket = \"{0}\"")]
    [TestCase(DatabaseAddress.HostAndPort, "port = \"{1}\"")]
    [TestCase(DatabaseAddress.SocketAsHost, "host = \"{0}\"")]
    [TestCase(DatabaseAddress.SocketAsPort, "port = \"{0}\"")]
    public void WriteConfiguration_Address(DatabaseAddress address, string line)
    {
        var text = Configuration(new ConfigurationOptions { Address = address });
        Assert.That(text.Split('\n'), Does.Contain(string.Format(null, line, _server.Socket, _server.Port)));
    }

    [Test]
    public void WriteConfiguration_ValuesAreEncoded()
    {
        var text = Configuration(new ConfigurationOptions { User = new DatabaseUser("u", "p\"a&s$'<ü€") });
        Assert.That(text, Does.StartWith("; <?php exit; ?> DO NOT REMOVE THIS LINE\n"));
        Assert.That(
            text.Split('\n'), Does.Contain("password = \"p&quot;a&amp;s&#36;'&lt;&uuml;&euro;\"").And.Contain("salt = \"a&amp;b\""));
    }

    private string Configuration(ConfigurationOptions options)
    {
        var directory = Directory.CreateTempSubdirectory("matomo-").FullName;
        try
        {
            return File.ReadAllText(_server.CreateMatomo(MatomoTables.Matomo5, salt: "a&b").WriteConfiguration(directory, options));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static int Run(string connectionString, string sql)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        using var command = new MySqlCommand(sql, connection);
        return command.ExecuteNonQuery();
    }
}
