using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Matomo.StandIn;
using Tests.Network;

namespace MatomoToken.Tests;

public class CertificateTest
{
    private const string Host = "127.0.0.1";
    private const int LongAgo = 5;

    private string _folder = null!;
    private CertificateAuthority _authority = null!;

    [OneTimeSetUp]
    public void IssueCertificates()
    {
        _folder = Directory.CreateTempSubdirectory("matomo_token-").FullName;
        _authority = new CertificateAuthority(_folder);
    }

    [OneTimeTearDown]
    public void RemoveCertificates()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task TrustedThroughCaPath_Works()
    {
        await using var site = await StartAsync(Host);
        (await site.RunWithFileAsync(("ca_path", _authority.CertificatePath))).IsSuccess("created", true);
    }

    [Test]
    public async Task NotTrusted_IsTold()
    {
        await using var site = await StartAsync(Host);
        await FailsAsync(site, "not trusted", "CN=Private authority", "ca_path");
    }

    [Test]
    public async Task OtherAuthority_IsTold()
    {
        using var other = new CertificateAuthority(Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName);
        await using var site = await StartAsync(Host);
        await FailsAsync(site, ("ca_path", other.CertificatePath), "not trusted");
    }

    [Test]
    public async Task Expired_IsTold()
    {
        await using var site = await StartAsync(Host, LongAgo);
        await FailsAsync(site, ("ca_path", _authority.CertificatePath), "is valid from", "UTC only");
    }

    [Test]
    public async Task OtherHost_IsTold()
    {
        await using var site = await StartAsync("stats.example.org");
        await FailsAsync(site, ("ca_path", _authority.CertificatePath), "stats.example.org", "another host than 127.0.0.1");
    }

    [TestCase(Host, 100)]
    [TestCase(Host, LongAgo)]
    [TestCase("stats.example.org", 100)]
    public async Task NotValidated_Works(string name, int days)
    {
        await using var site = await StartAsync(name, days);
        (await site.RunWithFileAsync(("validate_certs", false))).IsSuccess("created", true);
    }

    [TestCase("missing.pem", null)]
    [TestCase("empty.pem", "")]
    [TestCase("text.pem", "no certificate at all")]
    [TestCase("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task UnreadableFile_FailsBeforeAnyRequest(string name, string? content)
    {
        await using var site = await Site.StartAsync();
        var path = Path.Combine(site.Folder, name);
        if (content is not null)
            await File.WriteAllTextAsync(path, content);

        foreach (var option in new[] { "ca_path", "client_cert" })
            (await site.RunWithFileAsync((option, path))).IsFailure("invalid_arguments", option, path, "Nothing was sent");

        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task ClientKeyOfAnotherCertificate_FailsBeforeAnyRequest()
    {
        await using var site = await Site.StartAsync();
        var (certificate, _) = _authority.Issue("client-a");
        var (_, key) = _authority.Issue("client-b");
        (await site.RunWithFileAsync(("client_cert", certificate), ("client_key", key))).IsFailure("invalid_arguments", "client_cert", "Nothing was sent");
        Assert.That(site.Calls, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ClientCertificate_IsShown(bool isOneFile)
    {
        await using var site = await Site.StartAsync();
        var (certificate, key) = _authority.Issue("client");
        if (isOneFile)
        {
            var both = Path.Combine(site.Folder, "both.pem");
            await File.WriteAllTextAsync(both, await File.ReadAllTextAsync(certificate) + "\n" + await File.ReadAllTextAsync(key));
            (certificate, key) = (both, null!);
        }

        var seen = new TaskCompletionSource<string?>();
        using var server = new LocalServer(async client => seen.SetResult(await ClientOfAsync(client)));
        var url = $"https://127.0.0.1:{server.Port}/";
        var answer = await site.RunWithFileAsync(("url", url), ("ca_path", _authority.CertificatePath), ("client_cert", certificate), ("client_key", key));
        answer.IsFailure("not_matomo");
        Assert.That(await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)), Is.EqualTo("CN=client"));
    }

    private static Task FailsAsync(Site site, params string[] words) => FailsAsync(site, ("ca_path", null), words);

    private static async Task FailsAsync(Site site, (string Name, object? Value) option, params string[] words)
    {
        (await site.RunWithFileAsync(option)).IsFailure("tls_failed", ["Nothing was sent", site.Matomo.Url.ToString(), .. words]);
        site.MadeNothing();
        Assert.That(site.Calls, Is.Empty);
    }

    private Task<Site> StartAsync(string name, int days = 100)
    {
        lock (_authority)
        {
            var (certificate, key) = _authority.Issue(name, days);
            return Site.StartAsync(new StandInOptions { CertificatePath = certificate, KeyPath = key });
        }
    }

    /// <summary>Answers one connection with no more than a greeting; whose certificate the client showed.</summary>
    private async Task<string?> ClientOfAsync(NetworkStream client)
    {
        var (certificate, key) = _authority.Issue(Host, days: 200);
        await using var tls = new SslStream(client);
        using var server = X509Certificate2.CreateFromPemFile(certificate, key);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = server,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
        });
        await tls.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello"));
        return tls.RemoteCertificate?.Subject;
    }
}
