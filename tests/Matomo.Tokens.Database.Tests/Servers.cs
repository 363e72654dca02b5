namespace Matomo.Tokens.Database.Tests;

/// <summary>The server that all tests share which do nothing to a server; it logs every statement.</summary>
[SetUpFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Servers
{
    private static readonly Lazy<DatabaseServer> TheOne = new(
        () => DatabaseServer.Start(new DatabaseServerOptions { GeneralLog = true, Arguments = ["--max-connections=500"] }));

    public static DatabaseServer Shared => TheOne.Value;

    [OneTimeTearDown]
    public void Stop()
    {
        if (TheOne.IsValueCreated)
            Shared.Dispose();
    }
}
