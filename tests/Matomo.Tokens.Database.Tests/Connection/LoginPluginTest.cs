namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>Accounts that log in by something else than the server's usual plugin.</summary>
public sealed class LoginPluginTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    [TestCase("client_ed25519", "ed25519")]
    [TestCase("parsec", "parsec")]
    [TestCase("dialog", "dialog")]
    [TestCase("mysql_old_password", "mysql_old_password")]
    public async Task Unsupported_IsNamed_AndSoAreTheSupported(string requested, string name)
    {
        using var server = new Proxy.PluginServer(requested);
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, OverTcp(server.Port), Request.For());
        Assert.That(exception.Message, Does.Contain($"logs in by {name}, which is not supported"));
        Assert.That(
            exception.Message, Does.Contain("mysql_native_password").And.Contain("caching_sha2_password").And.Contain("unix_socket"));
        Assert.That(exception.Message, Does.Not.Contain("Install").And.Not.Contain("MySqlConnector"));
    }

    [Test]
    public async Task GoneFromTheServer_SaysSo()
    {
        // What an upgrade leaves of accounts by mysql_native_password in MySQL 9, and of those by a plugin that is no longer loaded in
        // MariaDB.
        Matomo.Execute(
            DatabaseServer.Product == DatabaseProduct.MySql
                ? "UPDATE mysql.user SET plugin = 'mysql_native_password' WHERE User = ?; FLUSH PRIVILEGES"
                : "UPDATE mysql.global_priv SET Priv = JSON_SET(Priv, '$.plugin', 'ed25519') WHERE User = ?; FLUSH PRIVILEGES",
            Matomo.User.Name);
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, Options, Request.For());
        Assert.That(exception.Message, Does.Contain("1524").And.Contain("ALTER USER"));
    }

    [Test]
    public async Task UserOfTheHost_OverTheSocket_Works()
    {
        var result = await OnceAsync([Request.For()], As(Options, Environment.UserName));
        Assert.That(result.Changed, Is.True);
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task UserOfTheHost_Another_SaysWhoMustRunIt()
    {
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, As(Options, "games"), Request.For());
        Assert.That(exception.Message, Does.Contain("unix_socket").And.Contain("the user"));
        Assert.That(((FailureReason.DatabaseSettings)exception.Reason!).Names, Is.EqualTo(new[] { nameof(DatabaseOptions.Socket) }));
    }

    [Test]
    public async Task UserOfTheHost_OverTcp_SaysThatItNeedsTheSocket()
    {
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, As(OverTcp(Server.Port), "games"), Request.For());
        Assert.That(((FailureReason.DatabaseSettings)exception.Reason!).Names, Is.EqualTo(new[] { nameof(DatabaseOptions.Socket) }));
    }

    private DatabaseOptions As(DatabaseOptions options, string user) =>
        options with { User = Matomo.AddUserOfTheHost(user).Name, Password = new("") };
}
