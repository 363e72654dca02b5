namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>The rows of "What happens" for a token that shall not exist.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Hashed))]
public sealed class AbsentTest(MatomoTables tables) : DatabaseFixture(tables)
{
    [Test]
    public async Task Run_ByValue_RevokesThatOne()
    {
        var value = Request.Fresh();
        var (row, other) = (Given(value), Given(Request.Fresh()));
        var outcome = (await RunStableAsync(Request.For().TokenAuth(value).Absent())).Outcomes.Single();
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Revoked));
        Assert.That(outcome.Step.Revoked.Select(token => token.Id), Is.EqualTo(new long?[] { row.Id }));
        Assert.That(Group, Is.EqualTo(new[] { other }));
    }

    [Test]
    public async Task Run_ByFileAndKnownTokenOfDifferentValues_RevokesBoth()
    {
        var (kept, known) = (Request.Fresh(), Request.Fresh());
        Given(kept);
        Given(known);
        var other = Given(Request.Fresh());
        File.WriteAllText(TokenFile, kept);
        await RunStableAsync(Request.For().In(TokenFile).KnownToken(known).Absent());
        Assert.That(Group, Is.EqualTo(new[] { other }));
        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public async Task Run_NoSuchUser_TheFileGoesAndOtherRequestsAreGranted()
    {
        Given(Request.Fresh());
        File.WriteAllText(TokenFile, Request.Fresh());
        var result = await RunStableAsync(
            Request.For("gone").Absent(), Request.For("gone", "Other").In(TokenFile).Absent(), Request.For().Absent());
        Assert.That(
            result.Outcomes.Select(outcome => outcome.Action),
            Is.EqualTo(new[] { TokenAction.None, TokenAction.Updated, TokenAction.Revoked }));
        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public async Task Run_NoSuchUser_AFileWhoseValueIsAnothersStays()
    {
        var value = Request.Fresh();
        Given(value);
        File.WriteAllText(TokenFile, value);
        await RefusedAsync(TokenErrorCode.TokenBelongsToOtherUser, Request.For("gone").In(TokenFile).Absent());
    }

    [Test]
    public async Task Run_ByKnownToken_RevokesThatOne()
    {
        var value = Request.Fresh();
        Given(value);
        var other = Given(Request.Fresh());
        await RunStableAsync(Request.For().WithoutDescription().KnownToken(value).Absent());
        Assert.That(Group, Is.EqualTo(new[] { other }));
    }

    [Test]
    public async Task Run_ByFile_RevokesAndRemoves()
    {
        await RunAsync(Request.For().In(TokenFile));
        var other = Given(Request.Fresh());
        await RunStableAsync(Request.For().In(TokenFile).Absent());
        Assert.That(Group, Is.EqualTo(new[] { other }));
        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public async Task Run_ByExpiredValue_RevokesItToo()
    {
        var value = Request.Fresh();
        Given(value, expires: Now.AddDays(-1));
        var outcome = (await RunStableAsync(Request.For().TokenAuth(value).Absent())).Outcomes.Single();
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Revoked));
        Assert.That(Group, Is.Empty);
    }

    [Test]
    public async Task Run_ByUnknownValue_ChangesNothing()
    {
        Given(Request.Fresh());
        Assert.That((await RunStableAsync(Request.For().TokenAuth(Request.Fresh()).Absent())).Changed, Is.False);
    }

    [Test]
    public async Task Run_ByFileOfDeadValue_RemovesIt()
    {
        File.WriteAllText(TokenFile, Request.Fresh());
        var other = Given(Request.Fresh());
        Assert.That((await RunStableAsync(Request.For().In(TokenFile).Absent())).Changed, Is.True);
        Assert.That(AllFiles(), Is.Empty);
        Assert.That(Group, Is.EqualTo(new[] { other }));
    }

    [Test]
    public async Task Run_ByValueOfOtherUser_IsRefused()
    {
        var value = Request.Fresh();
        Given(value, login: "bob");
        await RefusedAsync(TokenErrorCode.TokenBelongsToOtherUser, Request.For().TokenAuth(value).Absent());
    }

    [Test]
    public async Task Run_ByValueOfSystemToken_IsRefused()
    {
        var value = Request.Fresh();
        Matomo.AddToken("alice", value, Request.Description, system: true);
        Guard();
        await RefusedAsync(TokenErrorCode.Unsupported, Request.For().TokenAuth(value).Absent());
        await RefusedAsync(TokenErrorCode.Unsupported, Request.For().TokenAuth(value));
    }

    [Test]
    public async Task Run_ByDescription_RevokesAndListsTheGroup()
    {
        var ids = new[] { Given(Request.Fresh()), Given(Request.Fresh(), expires: Now.AddDays(1)) }.Select(row => (long?)row.Id);
        var expired = Given(Request.Fresh(), expires: Now.AddDays(-1));
        var otherCase = Given(Request.Fresh(), "wordpress");
        var outcome = (await RunStableAsync(Request.For().Absent())).Outcomes.Single();
        Assert.That(outcome.Step.Revoked.Select(token => token.Id), Is.EqualTo(ids));
        Assert.That(Matomo.Tokens, Is.SupersetOf(new[] { expired, otherCase }));
        Assert.That(Group, Is.EqualTo(new[] { expired }));
    }

    [Test]
    public async Task Run_NothingThere_ChangesNothing() => Assert.That((await RunStableAsync(Request.For().Absent())).Changed, Is.False);
}
