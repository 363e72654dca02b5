using Matomo.Tokens.Configuration;

namespace Matomo.Tokens.Tests.Configuration;

/// <summary>The expectations are what PHP 8.2.36's PDO and mysqli did with what Matomo hands to them.</summary>
public class ServerAddressTest
{
    private const string Pdo = "PDO\\MYSQL";
    private const string Mysqli = "MYSQLI";

    [TestCase("db", "3306", "db", 3306)]
    [TestCase("db", null, "db", 3306)]
    [TestCase("db", "", "db", 3306)]
    [TestCase("db", "0", "db", 3306)]
    [TestCase("db", "3307x", "db", 3307)]
    [TestCase("127.0.0.1", "3307", "127.0.0.1", 3307)]
    [TestCase("db:3308", "3306", "db", 3308)]
    [TestCase("db:", "3307", "db", 3306)]
    [TestCase("localhost:3308", "3306", "localhost", 3308)]
    [TestCase("[::1]", "3307", "::1", 3307)]
    [TestCase("[::1]:3308", "3307", "::1", 3308)]
    [TestCase("::1", "3307", "::1", 3307)]
    [TestCase("p:db", "3307", "db", 3307)]
    public void Of_Host(string host, string? port, string serverHost, int serverPort)
    {
        var address = ServerAddress.Of(new MatomoConfiguration { Path = "", Host = host, Port = port });
        Assert.That(address, Is.EqualTo(new ServerAddress(null, serverHost, serverPort)));
    }

    [TestCase(Pdo, null, "/run/db.sock", null, "/run/db.sock")]
    [TestCase(Pdo, "db", "/run/db.sock", null, "/run/db.sock")]
    [TestCase(Pdo, "db", "/run/db.sock", "/run/other.sock", "/run/db.sock")]
    [TestCase(Pdo, null, "3306", "/run/db.sock", "/run/db.sock")]
    [TestCase(Pdo, "127.0.0.1", "3306", "/run/db.sock", "/run/db.sock")]
    [TestCase(null, "127.0.0.1", "3306", "/run/db.sock", "/run/db.sock")]
    [TestCase(Mysqli, "localhost", "3306", "/run/db.sock", "/run/db.sock")]
    [TestCase(Mysqli, null, "3306", "/run/db.sock", "/run/db.sock")]
    [TestCase("mysqli", "127.0.0.1", "3306", "/run/db.sock", null)]
    [TestCase(Mysqli, "127.0.0.1", "/run/db.sock", null, "/run/db.sock")]
    [TestCase(Pdo, "/run/db.sock", "3306", null, "/run/db.sock")]
    [TestCase(Pdo, "db", "3306", "0", null)]
    public void Of_Socket(string? adapter, string? host, string port, string? unixSocket, string? socket)
    {
        var address = ServerAddress.Of(
            new MatomoConfiguration { Path = "", Adapter = adapter, Host = host, Port = port, UnixSocket = unixSocket });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(address.Socket, Is.EqualTo(socket));
            Assert.That(address.IsDefaultSocket, Is.False);
        }
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST")]
    [TestCase("")]
    [TestCase(null)]
    public void Of_Localhost(string? host)
    {
        var address = ServerAddress.Of(new MatomoConfiguration { Path = "", Host = host, Port = "3307" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(address.Socket, Is.Null);
            Assert.That(address.IsDefaultSocket, Is.True);
            Assert.That(address.Host, Is.EqualTo("localhost"));
            Assert.That(address.Port, Is.EqualTo(3307));
        }
    }
}
