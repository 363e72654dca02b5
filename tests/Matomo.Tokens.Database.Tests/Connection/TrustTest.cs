using System.Security.Cryptography.X509Certificates;
using Tests;

namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>A server on the loopback that is not the one that is meant, and asks for the password.</summary>
public sealed class TrustTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private readonly DirectoryInfo _ours = System.IO.Directory.CreateTempSubdirectory("matomo_token-ours-");
    private readonly DirectoryInfo _theirs = System.IO.Directory.CreateTempSubdirectory("matomo_token-theirs-");

    [TearDown]
    public void RemoveAuthorities()
    {
        _ours.Delete(recursive: true);
        _theirs.Delete(recursive: true);
    }

    [Test]
    public async Task Verified_OfAnotherAuthority_LearnsNothing(
        [Values(TlsMode.VerifyCa, TlsMode.VerifyIdentity)] TlsMode mode,
        [Values("mysql_clear_password", "sha256_password", "caching_sha2_password", "mysql_native_password")] string plugin)
    {
        using var authority = new CertificateAuthority(_ours.FullName);
        using var other = new CertificateAuthority(_theirs.FullName);
        using var server = new Proxy.PluginServer(plugin, Issue(other, "127.0.0.1"));
        var exception = await RefusedAsync(
            TokenErrorCode.TlsFailed,
            OverTcp(server.Port) with { Tls = mode, CertificateAuthorities = authority.CertificatePath },
            Request.For());
        Assert.That(server.Received, Is.Empty);
        Assert.That(exception.Message, Does.Contain("CN=127.0.0.1").And.Contain("not trusted"));
    }

    [TestCase(TlsMode.VerifyCa)]
    [TestCase(TlsMode.VerifyIdentity)]
    public async Task Verified_UnknownToTheHost_LearnsNothing(TlsMode mode)
    {
        using var other = new CertificateAuthority(_theirs.FullName);
        using var server = new Proxy.PluginServer("mysql_clear_password", Issue(other, "127.0.0.1"));
        await RefusedAsync(TokenErrorCode.TlsFailed, OverTcp(server.Port) with { Tls = mode }, Request.For());
        Assert.That(server.Received, Is.Empty);
    }

    [Test]
    public async Task Identity_OfAnotherHost_LearnsNothing()
    {
        using var authority = new CertificateAuthority(_ours.FullName);
        using var server = new Proxy.PluginServer("mysql_clear_password", Issue(authority, "other.example"));
        var exception = await RefusedAsync(
            TokenErrorCode.TlsFailed,
            OverTcp(server.Port) with { Tls = TlsMode.VerifyIdentity, CertificateAuthorities = authority.CertificatePath },
            Request.For());
        Assert.That(server.Received, Is.Empty);
        Assert.That(exception.Message, Does.Contain("another host than 127.0.0.1"));
    }

    [Test]
    public async Task Authority_ThatIsNoFile_IsRefusedAtOnce()
    {
        using var server = new Proxy.PluginServer("mysql_clear_password");
        var exception = await RefusedAsync(
            TokenErrorCode.TlsFailed,
            OverTcp(server.Port) with { Tls = TlsMode.VerifyCa, CertificateAuthorities = "/dev/zero" },
            Request.For());
        Assert.That(exception.Message, Does.Contain("/dev/zero").And.Contain("a device"));
    }

    [Test]
    public async Task WithoutTls_ThePasswordItselfIsNotSent(
        [Values(TlsMode.Disabled, TlsMode.Preferred)] TlsMode mode, [Values("127.0.0.1", "localhost")] string host)
    {
        using var server = new Proxy.PluginServer("mysql_clear_password");
        var exception = await RefusedAsync(
            TokenErrorCode.TlsFailed,
            OverTcp(server.Port) with { Tls = mode, Host = host, ForcesTcp = true },
            Request.For());
        Assert.That(server.Received, Is.Not.Empty);
        Assert.That(Encoding.UTF8.GetString(server.Received), Does.Not.Contain(Matomo.User.Password));
        Assert.That(exception.Message, Does.Contain("mysql_clear_password"));
    }

    private static X509Certificate2 Issue(CertificateAuthority authority, string name)
    {
        var (certificate, key) = authority.Issue(name);
        return X509Certificate2.CreateFromPemFile(certificate, key);
    }
}
