using Matomo.TestDatabase;
using Tests;
using Tests.Network;

namespace EndToEnd.Tests.Database;

/// <summary>A server whose certificate says where to fetch that of its authority.</summary>
public sealed class DownloadTest : DatabaseTest
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("matomo_token-authority-");
    private int _requests;
    private LocalServer? _elsewhere;

    private protected override DatabaseServerOptions ServerOptions
    {
        get
        {
            _elsewhere = new LocalServer(_ =>
            {
                Interlocked.Increment(ref _requests);
                return Task.CompletedTask;
            });
            using var authority = new CertificateAuthority(_folder.FullName);
            var (certificate, key) = authority.Issue("127.0.0.1", fetchedFrom: $"http://127.0.0.1:{_elsewhere.Port}/ca");
            return new DatabaseServerOptions { Arguments = [$"--ssl-cert={certificate}", $"--ssl-key={key}"] };
        }
    }

    [OneTimeTearDown]
    public void RemoveAuthority()
    {
        _elsewhere?.Dispose();
        _folder.Delete(recursive: true);
    }

    [TestCase("required", null)]
    [TestCase("verify_ca", "tls_failed")]
    public async Task NothingIsFetched(string mode, string? errorCode)
    {
        var outcome = await RunAsync(("db_host", "127.0.0.1"), ("db_port", Server.Port), ("db_tls", mode));
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo(errorCode), outcome.Everything);
        Assert.That(_requests, Is.Zero);
    }
}
