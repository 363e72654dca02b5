using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Matomo.StandIn;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Tests.Network;

namespace Matomo.Tokens.Tests.Api.Client;

[Parallelizable(ParallelScope.All)]
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
    public async Task TrustedThroughItsAuthority_Works()
    {
        await using var site = await StartAsync(Host);
        await site.RunAsync(TokenAction.Created);
    }

    [Test]
    public async Task NotTrusted_IsTold()
    {
        await using var site = await StartAsync(Host);
        site.Api = site.Api with { CertificateAuthorities = null };
        await FailsAsync(site, "not trusted", "CN=Private authority", "a private authority's");
    }

    [Test]
    public async Task OtherAuthority_IsTold()
    {
        using var other = new CertificateAuthority(Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName);
        await using var site = await StartAsync(Host);
        site.Api = site.Api with { CertificateAuthorities = other.CertificatePath };
        await FailsAsync(site, "not trusted");
    }

    [Test]
    public async Task Expired_IsTold()
    {
        await using var site = await StartAsync(Host, LongAgo);
        await FailsAsync(site, "is valid from", "UTC only");
    }

    [Test]
    public async Task OtherHost_IsTold()
    {
        await using var site = await StartAsync("stats.example.org");
        await FailsAsync(site, "stats.example.org", "another host than 127.0.0.1");
    }

    [TestCase(Host, 100)]
    [TestCase(Host, LongAgo)]
    [TestCase("stats.example.org", 100)]
    public async Task NotValidated_Works(string name, int days)
    {
        await using var site = await StartAsync(name, days);
        site.Api = site.Api with { ValidateCertificates = false, CertificateAuthorities = null };
        await site.RunAsync(TokenAction.Created);
    }

    [TestCase("missing.pem", null)]
    [TestCase("empty.pem", "")]
    [TestCase("text.pem", "no certificate at all")]
    [TestCase("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task UnreadableFile_FailsBeforeAnyRequest(string name, string? content)
    {
        await using var site = await ApiSite.StartAsync();
        var path = Path.Combine(site.Folder, name);
        if (content is not null)
            await File.WriteAllTextAsync(path, content);

        var api = site.Api;
        await RefusesAsync(site, api with { CertificateAuthorities = path }, nameof(ApiOptions.CertificateAuthorities), path);
        await RefusesAsync(site, api with { ClientCertificate = path }, nameof(ApiOptions.ClientCertificate), path);
    }

    // A run neither waits for what it would read there, nor fills the memory with it.
    [TestCase("/dev/null", "a device")]
    [TestCase("folder", "a directory")]
    [TestCase("pipe", "a named pipe")]
    [TestCase("large.pem", "larger than 1 MiB")]
    public async Task SpecialOrLargeFile_FailsBeforeAnyRequest(string name, string words)
    {
        await using var site = await ApiSite.StartAsync();
        Directory.CreateDirectory(Path.Combine(site.Folder, "folder"));
        using (var mkfifo = Process.Start("mkfifo", Path.Combine(site.Folder, "pipe")))
            await mkfifo.WaitForExitAsync();

        await using (var large = File.Create(Path.Combine(site.Folder, "large.pem")))
            large.SetLength((1024 * 1024) + 1);

        var path = Path.Combine(site.Folder, name);
        var (certificate, _) = _authority.Issue("client");
        var api = site.Api;
        foreach (var given in new[]
        {
            api with { CertificateAuthorities = path },
            api with { ClientCertificate = path },
            api with { ClientCertificate = certificate, ClientKey = path },
        })
        {
            site.Api = given;
            await Task.Run(() => site.FailAsync(TokenErrorCode.InvalidArguments, path, words, "Nothing was sent"))
                .WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    [Test]
    public async Task ClientKeyOfAnotherCertificate_FailsBeforeAnyRequest()
    {
        await using var site = await ApiSite.StartAsync();
        var (certificate, _) = _authority.Issue("client-a");
        var (_, key) = _authority.Issue("client-b");
        var api = site.Api with { ClientCertificate = certificate, ClientKey = key };
        await RefusesAsync(site, api, nameof(ApiOptions.ClientCertificate), certificate);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ClientCertificate_IsShown(bool isOneFile)
    {
        await using var site = await ApiSite.StartAsync();
        var (certificate, key) = _authority.Issue("client");
        if (isOneFile)
        {
            var both = Path.Combine(site.Folder, "both.pem");
            await File.WriteAllTextAsync(both, await File.ReadAllTextAsync(certificate) + "\n" + await File.ReadAllTextAsync(key));
            (certificate, key) = (both, null!);
        }

        var seen = new TaskCompletionSource<string?>();
        using var server = new LocalServer(async stream => seen.SetResult(await ClientOfAsync(stream)));
        site.Api = site.Api with
        {
            Url = new Uri($"https://127.0.0.1:{server.Port}/"),
            CertificateAuthorities = _authority.CertificatePath,
            ClientCertificate = certificate,
            ClientKey = key,
        };
        await site.FailAsync(TokenErrorCode.NotMatomo);
        Assert.That(await seen.Task, Is.EqualTo("CN=client"));
    }

    private static async Task FailsAsync(ApiSite site, params string[] words)
    {
        await site.FailAsync(TokenErrorCode.TlsFailed, ["Nothing was sent", site.Matomo.Url.ToString(), .. words]);
        site.MadeNothing();
        Assert.That(site.Calls, Is.Empty);
    }

    private static async Task RefusesAsync(ApiSite site, ApiOptions api, string setting, params string[] words)
    {
        site.Api = api;
        var failure = await site.FailAsync(TokenErrorCode.InvalidArguments, ["Nothing was sent", .. words]);
        Assert.That((failure.Reason as FailureReason.Settings)?.Names, Is.EqualTo([setting]));
        Assert.That(site.Calls, Is.Empty);
    }

    private async Task<ApiSite> StartAsync(string name, int days = 100)
    {
        var (certificate, key) = _authority.Issue(name, days);
        var site = await ApiSite.StartAsync(new StandInOptions { CertificatePath = certificate, KeyPath = key });
        site.Api = site.Api with { CertificateAuthorities = _authority.CertificatePath };
        return site;
    }

    /// <summary>Answers with no more than a greeting; whose certificate the client showed.</summary>
    private async Task<string?> ClientOfAsync(Stream stream)
    {
        var (certificate, key) = _authority.Issue(Host, days: 200);
        await using var tls = new SslStream(stream);
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
