namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>A server whose clock is a year ahead of this host's: it is the server's that counts.</summary>
public sealed class ClockTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private const long Seconds = 365 * 24 * 60 * 60;

    // For all accounts but root, so that the fixture's own clock stays.
    private static readonly Lazy<DatabaseServer> Ahead = new(
        () => DatabaseServer.Start(
            new DatabaseServerOptions { Arguments = [$"--init-connect=SET timestamp = UNIX_TIMESTAMP() + {Seconds}"] }));

    protected override DatabaseServer Server => Ahead.Value;

    private DateTime ServersNow => Now.AddSeconds(Seconds);

    [Test]
    public async Task ExpiresIn_CountsFromTheServersClock()
    {
        await OnceAsync([Request.For().ExpiresIn("1d")]);
        Assert.That(Group.Single().DateExpired, Is.EqualTo(ServersNow.AddDays(1)).Within(TimeSpan.FromSeconds(20)));
        Assert.That(Group.Single().DateCreated, Is.EqualTo(ServersNow).Within(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public async Task ExpiresAt_PastThere_IsRefused()
    {
        var exception = await RefusedAsync(
            TokenErrorCode.InvalidArguments, Request.For(description: "Other"), Request.For().ExpiresAt(Now.AddDays(30)));
        Assert.That(exception.RequestIndex, Is.EqualTo(1));
        Assert.That(exception.Message, Does.Contain("Matomo's clock"));
    }

    [Test]
    public async Task Token_ExpiredThere_IsDead()
    {
        var row = Given(Request.Fresh(), expires: Now.AddDays(30));
        Assert.That((await RunStableAsync(Request.For())).Outcomes.Single().Step.Action, Is.EqualTo(TokenAction.Created));
        Assert.That(Group, Does.Contain(row));
    }

    [TestCase(2099)]
    [TestCase(1980)]
    public async Task Host_WithAWrongClock_DoesNotMatter(int year)
    {
        HostClock = new StoppedClock(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await OnceAsync([Request.For().ExpiresAt(ServersNow.AddDays(30))]);
        Assert.That(Group.Single().DateExpired, Is.EqualTo(ServersNow.AddDays(30)).Within(TimeSpan.FromSeconds(20)));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    [OneTimeTearDown]
    public static void StopServer()
    {
        if (Ahead.IsValueCreated)
            Ahead.Value.Dispose();
    }
}
