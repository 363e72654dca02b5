namespace Matomo.Tokens.Database.Tests;

/// <summary>The server that all tests share which do nothing to a server; it logs every statement.</summary>
[SetUpFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Servers
{
    private static readonly Lazy<MariaDbServer> TheOne = new(() => MariaDbServer.Start(new MariaDbServerOptions { GeneralLog = true, Arguments = ["--max-connections=500"] }));

    public static MariaDbServer Shared => TheOne.Value;

    [OneTimeTearDown]
    public void Stop()
    {
        if (TheOne.IsValueCreated)
        {
            Shared.Dispose();
        }
    }
}
