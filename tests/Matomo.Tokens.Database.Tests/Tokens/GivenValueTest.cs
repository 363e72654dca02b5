using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>A value from outside: token_auth.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Hashed))]
public sealed class GivenValueTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private readonly string _value = Request.Fresh();

    [Test]
    public async Task Run_NewValue_IsStored()
    {
        var outcome = (await RunStableAsync(Request.For().TokenAuth(_value))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(outcome.Value!.Reveal(), Is.EqualTo(_value));
        }

        Assert.That(Group.Single().Password, Is.EqualTo(Matomo.Hash(_value)));
    }

    [Test]
    public async Task Run_NewValueBesideOthers_TheyStay()
    {
        var other = Given(Request.Fresh());
        var outcome = (await RunStableAsync(Request.For().TokenAuth(_value).In(TokenFile))).Outcomes.Single();
        Assert.That(outcome.Step.Others.Single().Id, Is.EqualTo(other.Id));
        Assert.That(Group, Has.Count.EqualTo(2).And.Contains(other));
        Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(_value));
    }

    [Test]
    public async Task Run_ExpiredValue_LivesAgain()
    {
        var row = Given(_value, expires: Now.AddDays(-1), lastUsed: new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var outcome = (await RunStableAsync(Request.For().TokenAuth(_value))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(outcome.Token!.Id, Is.EqualTo(row.Id));
        }

        Assert.That(Group.Single(), Is.EqualTo(row with { DateExpired = null }));
    }

    [Test]
    public async Task Run_ExpiredValueOfOtherDescription_LivesAgainAsRequested()
    {
        Given(_value, "Old", expires: Now.AddDays(-1));
        var end = Now.AddDays(3);
        await RunStableAsync(Request.For().TokenAuth(_value).ExpiresAt(end));
        Assert.That(Group.Single().DateExpired, Is.EqualTo(end));
    }

    [TestCase(1)]
    [TestCase(-1)]
    public async Task Run_ValueOfOtherUser_IsRefused(int days)
    {
        Given(_value, login: "bob", expires: Now.AddDays(days));
        var exception = await RefusedAsync(
            TokenErrorCode.TokenBelongsToOtherUser, Request.For(description: "Other"), Request.For().TokenAuth(_value));
        Assert.That(exception.RequestIndex, Is.EqualTo(1));
    }

    [Test]
    public async Task Run_LiveValueUnderOtherCase_IsRecognised()
    {
        var row = Given(_value, login: "ALICE");
        Assert.That((await RunStableAsync(Request.For().TokenAuth(_value))).Outcomes.Single().Token!.Id, Is.EqualTo(row.Id));
    }

    [Test]
    public async Task Hosts_WithOneValue_Agree()
    {
        var requests = Enumerable.Range(0, 20).Select(host => Request.For().TokenAuth(_value).In(InNewDirectory($"host{host}"))).ToList();
        await Task.WhenAll(requests.Select(request => Task.Run(() => OnceAsync([request]))));
        var again = await Task.WhenAll(requests.Select(request => Task.Run(() => OnceAsync([request]))));
        Assert.That(again.Select(result => result.Changed), Is.All.False);
        Assert.That(Group.Single().Password, Is.EqualTo(Matomo.Hash(_value)));
        Assert.That(requests.Select(request => File.ReadAllText(request.TokenFile!.Path)), Is.All.EqualTo(_value));
    }

    [Test]
    public async Task Run_ValueStoredMeanwhile_IsSaid()
    {
        using var proxy = new QueryProxy(Server.Port);
        proxy.BeforeQuery = sql =>
        {
            if (sql.StartsWith("INSERT", StringComparison.Ordinal))
                Given(_value, login: "alice");

            return Fate.Forward;
        };
        var exception = await FailedAsync(
            TokenErrorCode.DatabaseLocked,
            OverTcp(proxy.Port),
            Request.For(description: "Other").In(TokenFile),
            Request.For().TokenAuth(_value));
        Assert.That(exception.RequestIndex, Is.EqualTo(1));
        Assert.That(AllFiles(), Is.Empty);
        Assert.That(Group, Has.Count.EqualTo(1));
    }
}
