namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>
/// Servers that are across a network, and a configuration that says nothing of TLS. Accounts have the plugin that the server gives them:
/// caching_sha2_password in MySQL, which has the password itself sent where its cache is cold; mysql_native_password in MariaDB, which
/// never does.
/// </summary>
public sealed class AcrossNetworkTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private static readonly Lazy<PrivateNetwork> Network = new(PrivateNetwork.Create);
    private static readonly Lazy<DatabaseServer> Encrypting = new(
        () => DatabaseServer.Start(new DatabaseServerOptions { Tls = true, GeneralLog = true, Network = Network.Value }));
    private static readonly Lazy<DatabaseServer> Plain = new(
        () => DatabaseServer.Start(new DatabaseServerOptions { NoTls = true, GeneralLog = true, Network = Network.Value }));

    private static bool SendsPasswords => DatabaseServer.Product == DatabaseProduct.MySql;

    protected override DatabaseServer Server =>
        TestContext.CurrentContext.Test.Name.StartsWith("Plain", StringComparison.Ordinal) ? Plain.Value : Encrypting.Value;

    private DatabaseOptions SayingNothing => Options with { Socket = null, Host = Server.Address, Port = Server.Port };

    [TestCase(TlsMode.Preferred)]
    [TestCase(TlsMode.Required)]
    public async Task Encrypting_CacheColdOrWarm_Works(TlsMode mode)
    {
        var options = SayingNothing with { Tls = mode };
        await OnceAsync([Request.For()], options);
        Assert.That(Group, Has.Count.EqualTo(1));
        Assert.That((await OnceAsync([Request.For()], options)).Changed, Is.False);
        ForgetLogin();
        Assert.That((await OnceAsync([Request.For()], options)).Changed, Is.False);
        Assert.That(Logins, Has.Length.EqualTo(3).And.All.Contain("SSL/TLS"));
    }

    [Test]
    public async Task Encrypting_OfUnknownAuthority_IsRefusedWhereItIsToBeVerified()
    {
        Matomo.Execute($"ALTER USER '{Matomo.User.Name}'@'%' IDENTIFIED BY ''");
        var exception = await RefusedAsync(
            TokenErrorCode.TlsFailed, SayingNothing with { Tls = TlsMode.VerifyCa, Password = new("") }, Request.For());
        Assert.That(
            ((FailureReason.DatabaseSettings)exception.Reason!).Names, Does.Contain(nameof(DatabaseOptions.CertificateAuthorities)));
    }

    [Test]
    public async Task Encrypting_NotWanted_SaysHowToEncrypt()
    {
        var options = SayingNothing with { Tls = TlsMode.Disabled };
        if (SendsPasswords)
        {
            await AssertRefusedAsync(options, "Encrypt it.");
            await OnceAsync([Request.For()], SayingNothing);
            await OnceAsync([Request.For()], options);
            ForgetLogin();
            await AssertRefusedAsync(options, "Encrypt it.");
            await OnceAsync([Request.For()], SayingNothing);
        }

        // The cache is warm.
        await OnceAsync([Request.For()], options);
        Assert.That(Group, Has.Count.EqualTo(1));
        Assert.That(Logins[^1], Does.Contain("TCP/IP"));
    }

    [Test]
    public async Task Plain_SaysWhatToDo()
    {
        if (SendsPasswords)
        {
            await AssertRefusedAsync(SayingNothing, "offers no encryption", "connect by 127.0.0.1");
            return;
        }

        await OnceAsync([Request.For()], SayingNothing);
        Assert.That(Group, Has.Count.EqualTo(1));
        Assert.That(Logins, Has.Length.EqualTo(1).And.All.Contain("TCP/IP"));
    }

    [Test]
    public async Task Plain_OverItsSocket_SaysWhatToDo()
    {
        if (SendsPasswords)
        {
            await AssertRefusedAsync(Options, "offers no encryption", "connect by 127.0.0.1");
            return;
        }

        await OnceAsync([Request.For()], Options);
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Plain_Demanded_IsRefused() =>
        await RefusedAsync(TokenErrorCode.TlsFailed, SayingNothing with { Tls = TlsMode.Required }, Request.For());

    [OneTimeTearDown]
    public static void StopServers()
    {
        foreach (var server in new[] { Encrypting, Plain }.Where(server => server.IsValueCreated))
            server.Value.Dispose();

        if (Network.IsValueCreated)
            Network.Value.Dispose();
    }

    /// <summary>What the server noted of this test's account's logins: from where, and whether encrypted.</summary>
    private string[] Logins =>
        [.. Server.ReadGeneralLog().Split('\n').Where(line => line.Contains($"Connect\t{Matomo.User.Name}@", StringComparison.Ordinal))];

    // As a restart does, but for this account alone: other tests log in meanwhile.
    private void ForgetLogin() => Matomo.Execute($"ALTER USER '{Matomo.User.Name}'@'%' IDENTIFIED BY ?", Matomo.User.Password);

    private async Task AssertRefusedAsync(DatabaseOptions options, params string[] remedy)
    {
        var exception = await RefusedAsync(TokenErrorCode.TlsFailed, options, Request.For());
        using (Assert.EnterMultipleScope())
        {
            foreach (var words in remedy.Append("caching_sha2_password"))
                Assert.That(exception.Message, Does.Contain(words));

            Assert.That(exception.Message, Does.Not.Contain("PublicKey"));
        }
    }
}
