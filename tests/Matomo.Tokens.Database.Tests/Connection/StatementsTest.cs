using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Connection;

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
        await OnceAsync([Request.For().In(TokenFile)]);
        Assert.That(await QueriesAsync(Request.For().In(TokenFile)), Has.Count.LessThanOrEqualTo(MostRoundTrips));
    }

    [Test]
    public async Task UnchangedUnderOtherSpelling_FewRoundTrips()
    {
        Given(Request.Fresh(), login: "Alice");
        Assert.That(await QueriesAsync(Request.For("alice@example.org")), Has.Count.LessThanOrEqualTo(MostRoundTrips));
    }

    [Test]
    public async Task Created_TwoMore() =>
        Assert.That(await QueriesAsync(Request.For().In(TokenFile)), Has.Count.LessThanOrEqualTo(MostRoundTrips + 2));

    [Test]
    public async Task Queries_HoldNoSecret()
    {
        var value = Request.Fresh();
        var queries = string.Join('\n', await QueriesAsync(Request.For().TokenAuth(value).In(TokenFile), Request.For("bob", "New")));
        AssertNoSecret(queries);
        Assert.That(queries, Does.Contain(Matomo.Hash(value)).And.Not.Contain(value));
    }

    private async Task<IReadOnlyCollection<string>> QueriesAsync(params TokenRequest[] requests)
    {
        using var proxy = new QueryProxy(Server.Port);
        await OnceAsync(requests, OverTcp(proxy.Port));
        return [.. proxy.Queries.Where(sql => sql != LoginsOwn)];
    }
}
