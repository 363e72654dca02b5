using MySqlConnector;
using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>Ways to the server, and servers that are unwilling.</summary>
public sealed class ServerTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private static readonly string[] UsualSockets =
    [
        "/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/run/mysql/mysql.sock", "/run/mariadb/mariadb.sock",
    ];

    [Test]
    public async Task Tcp_Works()
    {
        await OnceAsync([Request.For()], OverTcp(Server.Port));
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [Test]
    [NonParallelizable]
    public async Task Localhost_MeansTheSocketUnlessTcpIsForced()
    {
        const string Usual = "/tmp/mysql.sock";
        Assume.That(UsualSockets.Append(Usual).Any(File.Exists), Is.False, "a server of this host's own");
        File.CreateSymbolicLink(Usual, Server.Socket);
        try
        {
            await OnceAsync([Request.For()], Options with { Socket = null, Host = "localhost", Port = 1 });
            Assert.That(Group, Has.Count.EqualTo(1));
            await RefusedAsync(
                TokenErrorCode.DatabaseUnreachable,
                Options with { Socket = null, Host = "localhost", Port = 1, ForcesTcp = true },
                Request.For());
        }
        finally
        {
            File.Delete(Usual);
        }
    }

    [Test]
    public async Task Port_Closed()
    {
        var started = DateTime.UtcNow;
        var exception = await RefusedAsync(TokenErrorCode.DatabaseUnreachable, OverTcp(1), Request.For());
        Assert.That(exception.Message, Does.Contain("127.0.0.1:1"));
        Assert.That(((FailureReason.DatabaseSettings)exception.Reason!).Names, Does.Contain(nameof(DatabaseOptions.Host)));
        Assert.That(DateTime.UtcNow - started, Is.LessThan(Busy.Slack));
    }

    [Test]
    public async Task Port_ThatNeverAnswers()
    {
        using var server = LocalServer.Silent();
        var options = OverTcp(server.Port) with { Timeout = TimeSpan.FromSeconds(1) };
        var started = DateTime.UtcNow;
        await RefusedAsync(TokenErrorCode.DatabaseUnreachable, options, Request.For());
        Assert.That(DateTime.UtcNow - started, Is.LessThan(TimeSpan.FromSeconds(4) + Busy.Slack));
    }

    [Test]
    public async Task Port_OfSomethingElse()
    {
        using var server = LocalServer.Saying("SSH-2.0-OpenSSH_10.0\r\n"u8.ToArray());
        var options = OverTcp(server.Port) with { Timeout = TimeSpan.FromSeconds(2) };
        await RefusedAsync(TokenErrorCode.DatabaseUnreachable, options, Request.For());
    }

    [Test]
    public async Task Socket_Missing()
    {
        var exception = await RefusedAsync(
            TokenErrorCode.DatabaseUnreachable, Options with { Socket = InDirectory("missing.sock") }, Request.For());
        Assert.That(exception.Message, Does.Contain("missing.sock"));
    }

    [Test]
    public async Task Host_Unknown() =>
        await RefusedAsync(
            TokenErrorCode.DatabaseUnreachable,
            OverTcp(3306) with { Host = "no-such-host.invalid", Timeout = TimeSpan.FromSeconds(5) },
            Request.For());

    [Test]
    public async Task Server_ReadOnly()
    {
        using var server = DatabaseServer.Start(new DatabaseServerOptions { Arguments = ["--read-only=1"] });
        var matomo = server.CreateMatomo(Tables);
        matomo.AddUser("alice");
        var exception = await FailedAsync(TokenErrorCode.DatabaseAccessDenied, OptionsOf(matomo), Request.For().In(TokenFile));
        Assert.That(exception.Message, Does.Contain("replica"));
        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public async Task Server_WithoutAConnectionToSpare()
    {
        using var server = DatabaseServer.Start(new DatabaseServerOptions { Arguments = ["--max-connections=10"] });
        var matomo = server.CreateMatomo(Tables);
        var connections = Enumerable.Range(0, 10).Select(_ => new MySqlConnection(matomo.ConnectionString() + ";Pooling=false")).ToList();
        connections.ForEach(connection => connection.Open());
        try
        {
            await FailedAsync(TokenErrorCode.DatabaseUnreachable, OptionsOf(matomo), Request.For());
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    [Test]
    public async Task Server_KilledBetweenReadAndApply()
    {
        using var server = DatabaseServer.Start();
        var matomo = server.CreateMatomo(Tables);
        matomo.AddUser("alice");
        using var proxy = new QueryProxy(server.Port);
        proxy.BeforeQuery = sql =>
        {
            if (sql.StartsWith("INSERT", StringComparison.Ordinal))
                server.Kill();

            return Fate.Forward;
        };
        var options = OptionsOf(matomo) with
        {
            Socket = null,
            Host = "127.0.0.1",
            Port = proxy.Port,
            Tls = TlsMode.Disabled,
            Timeout = TimeSpan.FromSeconds(5),
        };
        await FailedAsync(TokenErrorCode.DatabaseUnreachable, options, Request.For().In(TokenFile));
        Assert.That(AllFiles(), Is.Empty);
        server.Restart();
        Assert.That(matomo.TokensOf("alice"), Is.Empty);
    }

    private DatabaseOptions OptionsOf(MatomoDatabase matomo) => Options with
    {
        Socket = matomo.Server.Socket,
        Name = matomo.Name,
        User = matomo.User.Name,
        Password = new(matomo.User.Password),
        Salt = new(matomo.Salt),
    };
}
