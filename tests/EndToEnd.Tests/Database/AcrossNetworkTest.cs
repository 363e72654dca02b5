using Matomo.TestDatabase;
using Tests.Processes;

namespace EndToEnd.Tests.Database;

/// <summary>
/// A database server across a network, as in Docker, and Matomo's configuration says nothing of TLS: before and after the server has
/// forgotten who logged in.
/// </summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class AcrossNetworkTest(bool hasTls) : DatabaseTest
{
    private readonly PrivateNetwork _network = PrivateNetwork.Create();

    private protected override DatabaseServerOptions ServerOptions => new() { Tls = hasTls, NoTls = !hasTls, Network = _network };

    [SetUp]
    public void WriteConfiguration() => Database.WriteConfiguration(Installation, new ConfigurationOptions
    {
        Address = DatabaseAddress.HostAndPort,
        Database = new Dictionary<string, string?> { ["enable_ssl"] = null, ["ssl_ca"] = null },
    });

    [OneTimeTearDown]
    public void EndNetwork() => _network.Dispose();

    [Test]
    public async Task FirstLoginAndLater()
    {
        AssertOutcome(await RunAsync(), changed: true);
        AssertOutcome(await RunAsync(), changed: false);
        Server.Execute("FLUSH PRIVILEGES");
        AssertOutcome(await RunAsync(), changed: false);
    }

    private void AssertOutcome(Outcome outcome, bool changed)
    {
        if (hasTls || DatabaseServer.Product == DatabaseProduct.MariaDb)
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
            Assert.That((bool?)outcome.Json["changed"], Is.EqualTo(changed), outcome.Everything);
            AssertKept(TokenFile);
            return;
        }

        Assert.Multiple(() =>
        {
            Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("tls_failed"), outcome.Everything);
            Assert.That((string?)outcome.Json["msg"], Does.Contain("caching_sha2_password").And.Contain("db_host: 127.0.0.1"));
            Assert.That(Rows, Is.Empty);
        });
    }
}
