using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>The server is lost while it commits: nothing that is live is lost, and nothing is made twice.</summary>
public sealed class LostCommitTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    [TestCase(1)]
    [TestCase(100)]
    public async Task BeforeTheServerSawIt_NothingRemains(int count)
    {
        using var proxy = Cutting(Fate.CutBefore, staysAway: false);
        var exception = await RefusedAsync(TokenErrorCode.DatabaseUnreachable, OverTcp(proxy.Port), Requests(count));
        Assert.That(exception.Message, Does.EndWith("Nothing was changed."));
        Assert.That(AllFiles(), Is.Empty);
        await RunStableAsync(Requests(count));
    }

    [TestCase(1)]
    [TestCase(100)]
    public async Task AfterTheServerDidIt_IsFoundOut(int count)
    {
        using var proxy = Cutting(Fate.CutAfter, staysAway: false);
        var result = await OnceAsync(Requests(count), OverTcp(proxy.Port));
        Assert.That(result.Changed, Is.True);
        AssertAllFilesAreLive(count);
        Assert.That((await OnceAsync(Requests(count))).Changed, Is.False);
    }

    [TestCase(1, Fate.CutBefore)]
    [TestCase(1, Fate.CutAfter)]
    [TestCase(100, Fate.CutBefore)]
    [TestCase(100, Fate.CutAfter)]
    public async Task ServerStaysAway_NextRunEndsWell(int count, Fate fate)
    {
        using var proxy = Cutting(fate, staysAway: true);
        var exception = await FailedAsync(
            TokenErrorCode.DatabaseUnreachable, OverTcp(proxy.Port) with { Timeout = TimeSpan.FromSeconds(2) }, Requests(count));
        Assert.That(exception.Message, Does.Contain("could not be found out"));
        Assert.That(AllFiles().Count(file => file.Contains(".matomo_token-new", StringComparison.Ordinal)), Is.EqualTo(2 * count));
        Assert.That(AllRows(), Has.Count.EqualTo(6 + (fate == Fate.CutAfter ? count : 0)));
        proxy.IsDown = false;
        await OnceAsync(Requests(count), OverTcp(proxy.Port));
        AssertAllFilesAreLive(count);
        Assert.That((await OnceAsync(Requests(count))).Changed, Is.False);
    }

    [TestCase(Fate.CutBefore)]
    [TestCase(Fate.CutAfter)]
    public async Task OnlyChanges_NextRunEndsWell(Fate fate)
    {
        Given(Request.Fresh(), "Shortened");
        Given(Request.Fresh(), "Gone");
        TokenRequest[] requests = [Request.For(description: "Shortened").ExpiresIn("1d"), Request.For(description: "Gone").Absent()];
        using var proxy = Cutting(fate, staysAway: false);
        await FailedAsync(TokenErrorCode.DatabaseUnreachable, OverTcp(proxy.Port), requests);
        await OnceAsync(requests);
        Assert.That(Matomo.Tokens.Any(row => row.Description == "Gone"), Is.False);
        Assert.That(Matomo.Tokens.Single(row => row.Description == "Shortened").DateExpired, Is.Not.Null);
    }

    [Test]
    public async Task ConnectionKilled_NothingRemains()
    {
        using var proxy = new QueryProxy(Server.Port);
        proxy.BeforeQuery = sql =>
        {
            if (sql == "COMMIT")
            {
                var connection = Matomo.Query("SELECT ID FROM information_schema.PROCESSLIST WHERE DB = ?", Matomo.Name).Single()["ID"];
                Matomo.Execute($"KILL CONNECTION {connection}");
            }

            return Fate.Forward;
        };
        var exception = await RefusedAsync(TokenErrorCode.DatabaseUnreachable, OverTcp(proxy.Port), Requests(3));
        Assert.That(exception.Message, Does.EndWith("Nothing was changed."));
        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public async Task Refused_NothingRemains()
    {
        using var proxy = Cutting(Fate.Refuse, staysAway: false);
        var exception = await RefusedAsync(TokenErrorCode.DatabaseUnreachable, OverTcp(proxy.Port), Requests(3));
        Assert.That(exception.Message, Does.EndWith("Nothing was changed."));
    }

    private TokenRequest[] Requests(int count) =>
        [
            .. Enumerable.Range(0, count).Select(
                number => Request.For(number % 2 == 0 ? "alice" : "bob", $"Token {number}").In(InNewDirectory($"host{number}"))),
        ];

    private QueryProxy Cutting(Fate fate, bool staysAway) => QueryProxy.AtCommit(Server.Port, fate, staysAway);

    private void AssertAllFilesAreLive(int count)
    {
        var values = Enumerable.Range(0, count).Select(number => File.ReadAllText(InDirectory($"host{number}", "token")));
        var rows = Matomo.Tokens.Where(row => row.Description.StartsWith("Token", StringComparison.Ordinal));
        Assert.That(values.Select(Matomo.Hash), Is.EquivalentTo(rows.Select(row => row.Password)));
        Assert.That(AllFiles().Where(file => file.Contains(".matomo_token-new", StringComparison.Ordinal)), Is.Empty);
    }
}
