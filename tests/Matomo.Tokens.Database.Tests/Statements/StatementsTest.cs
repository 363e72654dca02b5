namespace Matomo.Tokens.Database.Tests.Statements;

/// <summary>What a server sees of a run: few statements, and no secret.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Hashed))]
public sealed class StatementsTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private const int MostRoundTrips = 4;

    // The end of the connector's login.
    private const string LoginsOwn = "SET NAMES utf8mb4;";

    [Test]
    public async Task Unchanged_FewRoundTrips()
    {
        await OnceAsync([Wish.For().In(TokenFile)]);
        Assert.That(await QueriesAsync(Wish.For().In(TokenFile)), Has.Count.LessThanOrEqualTo(MostRoundTrips));
    }

    [Test]
    public async Task UnchangedUnderOtherSpelling_FewRoundTrips()
    {
        Given(Wish.Fresh(), login: "Alice");
        Assert.That(await QueriesAsync(Wish.For("alice@example.org")), Has.Count.LessThanOrEqualTo(MostRoundTrips));
    }

    [Test]
    public async Task Created_TwoMore() => Assert.That(await QueriesAsync(Wish.For().In(TokenFile)), Has.Count.LessThanOrEqualTo(MostRoundTrips + 2));

    [Test]
    public async Task Queries_HoldNoSecret()
    {
        var value = Wish.Fresh();
        var queries = string.Join('\n', await QueriesAsync(Wish.For().TokenAuth(value).In(TokenFile), Wish.For("bob", "New")));
        AssertNoSecret(queries);
        Assert.That(queries, Does.Contain(Matomo.Hash(value)).And.Not.Contain(value));
    }

    private async Task<IReadOnlyCollection<string>> QueriesAsync(params TokenRequest[] requests)
    {
        using var proxy = new Proxy.QueryProxy(Server.Port);
        await OnceAsync(requests, OverTcp(proxy.Port));
        return [.. proxy.Queries.Where(sql => sql != LoginsOwn)];
    }
}
