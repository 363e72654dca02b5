using System.Net.Sockets;
using Matomo.TestDatabase;
using MySqlConnector;

namespace Matomo.Contract.Tests.Database;

[Category("Programs")]
public sealed class DatabaseServerTest
{
    [Test]
    public void Start_TakesConnectionsOverSocketAndTcp()
    {
        using var server = DatabaseServer.Start();
        var matomo = server.CreateMatomo(MatomoTables.Matomo5);
        Assert.That(Answer(matomo.ConnectionString()), Is.EqualTo(1));
        Assert.That(Answer(matomo.ConnectionString(overTcp: true)), Is.EqualTo(1));
    }

    [Test]
    public void Start_InAThreadThatEnds_GoesOn()
    {
        DatabaseServer? server = null;
        var thread = new Thread(() => server = DatabaseServer.Start());
        thread.Start();
        thread.Join();
        using (server)
        {
            Thread.Sleep(200);
            Assert.That(server!.Query("SELECT 1"), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void Start_WithUnknownArgument_ShowsItsLog() => Assert.That(
        () => DatabaseServer.Start(new DatabaseServerOptions { Arguments = ["--no-such-argument"] }),
        Throws.InvalidOperationException.With.Message.Contains("unknown option '--no-such-argument'"));

    [Test]
    public void Dispose_LeavesNothing()
    {
        var server = DatabaseServer.Start();
        var directory = Path.GetDirectoryName(server.GeneralLog);
        server.Dispose();
        server.Dispose();
        Assert.That(Directory.Exists(directory), Is.False);
        Assert.That(() => new TcpClient("127.0.0.1", server.Port), Throws.InstanceOf<SocketException>());
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Restart_KeepsDataAndAddress(bool crashed)
    {
        using var server = DatabaseServer.Start();
        var matomo = server.CreateMatomo(MatomoTables.Matomo5);
        var address = (server.Socket, server.Port);
        if (crashed)
        {
            server.Kill();
            Assert.That(() => matomo.Tokens, Throws.InstanceOf<MySqlException>());
        }

        server.Restart();
        Assert.That((server.Socket, server.Port), Is.EqualTo(address));
        Assert.That(matomo.Tokens, Has.Count.EqualTo(2));
    }

    [Test]
    public void Tls_IsDemanded()
    {
        using var server = DatabaseServer.Start(new DatabaseServerOptions { RequireTls = true });
        var matomo = server.CreateMatomo(MatomoTables.Matomo5);
        var plain = new MySqlConnectionStringBuilder(matomo.ConnectionString(overTcp: true)) { SslMode = MySqlSslMode.None };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Answer(matomo.ConnectionString(overTcp: true)), Is.EqualTo(1));
            Assert.That(Answer(matomo.ConnectionString()), Is.EqualTo(1));
            Assert.That(() => Answer(plain.ConnectionString), Throws.InstanceOf<MySqlException>());
        }
    }

    [Test]
    public void Options_ReachTheServer()
    {
        using var server = DatabaseServer.Start(
            new DatabaseServerOptions { SqlMode = "ANSI_QUOTES", CharacterSet = "latin1", GeneralLog = true });
        server.Query("SELECT 'a word to be found'");
        var variables = server.Query("SELECT @@global.sql_mode AS mode, @@character_set_server AS charset").Single();
        Assert.That(variables["mode"], Is.EqualTo("ANSI_QUOTES"));
        Assert.That(variables["charset"], Is.EqualTo("latin1"));
        Assert.That(server.ReadGeneralLog(), Does.Contain("a word to be found"));
    }

    private static int Answer(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        using var command = new MySqlCommand("SELECT 1", connection);
        return Convert.ToInt32(command.ExecuteScalar(), null);
    }
}
