using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>Encrypted connections to a server that demands them, and one that has none.</summary>
public sealed class TlsTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private static readonly Lazy<DatabaseServer> Demanding = new(
        () => DatabaseServer.Start(new DatabaseServerOptions { RequireTls = true, GeneralLog = true }));
    private static readonly Lazy<DatabaseServer> Plain = new(() => DatabaseServer.Start(new DatabaseServerOptions { NoTls = true }));
    private static readonly Lazy<DatabaseServer> OfOtherAuthority = new(
        () => DatabaseServer.Start(new DatabaseServerOptions { Tls = true }));

    protected override DatabaseServer Server => Demanding.Value;

    // From MariaDB 11.4 on.
    private bool IsOfTheLater => DatabaseServer.Product == DatabaseProduct.MariaDb && Server.Version >= new Version(11, 4);

    private DatabaseOptions Encrypted => OverTcp(Server.Port) with { CertificateAuthorities = Server.CaPath };

    [TestCase(TlsMode.Preferred)]
    [TestCase(TlsMode.Required)]
    [TestCase(TlsMode.VerifyCa)]
    [TestCase(TlsMode.VerifyIdentity)]
    public async Task Mode_Works(TlsMode mode)
    {
        await OnceAsync([Request.For()], Encrypted with { Tls = mode });
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [TestCase(TlsMode.Preferred)]
    [TestCase(TlsMode.Required)]
    public async Task Mode_ThatChecksNothing_NeedsNoAuthority(TlsMode mode)
    {
        await OnceAsync([Request.For()], OverTcp(Server.Port) with { Tls = mode });
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [TestCase(TlsMode.VerifyCa)]
    [TestCase(TlsMode.VerifyIdentity)]
    public async Task Authority_OfAnother_IsRefused(TlsMode mode)
    {
        var exception = await RefusedAsync(
            TokenErrorCode.TlsFailed,
            WithoutPassword(Encrypted) with { Tls = mode, CertificateAuthorities = OfOtherAuthority.Value.CaPath },
            Request.For());
        Assert.That(
            ((FailureReason.DatabaseSettings)exception.Reason!).Names, Does.Contain(nameof(DatabaseOptions.CertificateAuthorities)));
    }

    /// <summary>Nor does it count that MariaDB 11.4 and later can prove themselves by the password: it would be sent before that.</summary>
    [TestCase(TlsMode.VerifyCa)]
    [TestCase(TlsMode.VerifyIdentity)]
    public async Task Authority_OfTheHost_DoesNotKnowIt(TlsMode mode) =>
        await RefusedAsync(TokenErrorCode.TlsFailed, WithoutPassword(OverTcp(Server.Port)) with { Tls = mode }, Request.For());

    [Test]
    public async Task Authority_Missing() => await RefusedAsync(
        TokenErrorCode.TlsFailed,
        Encrypted with { Tls = TlsMode.VerifyCa, CertificateAuthorities = InDirectory("missing.pem") },
        Request.For());

    [Test]
    public async Task Authority_NoCertificate()
    {
        File.WriteAllText(InDirectory("empty.pem"), "nothing\n");
        await RefusedAsync(
            TokenErrorCode.TlsFailed,
            WithoutPassword(Encrypted) with { Tls = TlsMode.VerifyCa, CertificateAuthorities = InDirectory("empty.pem") },
            Request.For());
    }

    [Test]
    public async Task Host_OfOtherName_IsRefusedByIdentityOnly()
    {
        using var proxy = new QueryProxy(Server.Port);
        var options = WithoutPassword(Encrypted) with { Host = "127.0.0.2", Port = proxy.Port };
        await RefusedAsync(TokenErrorCode.TlsFailed, options with { Tls = TlsMode.VerifyIdentity }, Request.For());
        await OnceAsync([Request.For()], options with { Tls = TlsMode.VerifyCa });
    }

    [Test]
    public async Task Disabled_IsRefusedByTheServer()
    {
        // MariaDB used to say no more than that the account has no access.
        var code = DatabaseServer.Product == DatabaseProduct.MySql || IsOfTheLater
            ? TokenErrorCode.TlsFailed
            : TokenErrorCode.DatabaseAccessDenied;
        var exception = await RefusedAsync(code, OverTcp(Server.Port) with { Tls = TlsMode.Disabled }, Request.For());
        Assert.That(((FailureReason.DatabaseSettings)exception.Reason!).Names, Does.Contain(nameof(DatabaseOptions.Tls)));
    }

    [TestCase(TlsMode.Disabled)]
    [TestCase(TlsMode.Preferred)]
    public async Task Socket_NeedsNone(TlsMode mode)
    {
        await OnceAsync([Request.For()], Options with { Tls = mode });
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [TestCase(TlsMode.Required)]
    [TestCase(TlsMode.VerifyIdentity)]
    public async Task Server_WithoutTls(TlsMode mode)
    {
        var plain = Plain.Value;
        var matomo = plain.CreateMatomo(Tables);
        await RefusedAsync(
            TokenErrorCode.TlsFailed,
            OverTcp(plain.Port) with { Tls = mode, Name = matomo.Name, User = matomo.User.Name, Password = new(matomo.User.Password) },
            Request.For());
    }

    /// <summary>Where a server of MariaDB 11.4 or later cannot prove by the account's password that the certificate is its own.</summary>
    private DatabaseOptions WithoutPassword(DatabaseOptions options)
    {
        Matomo.Execute($"ALTER USER '{Matomo.User.Name}'@'%' IDENTIFIED BY ''");
        return options with { Password = new("") };
    }

    [OneTimeTearDown]
    public static void StopServers()
    {
        foreach (var server in new[] { Demanding, Plain, OfOtherAuthority }.Where(server => server.IsValueCreated))
            server.Value.Dispose();
    }
}
