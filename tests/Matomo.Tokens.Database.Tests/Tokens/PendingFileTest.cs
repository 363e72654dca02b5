namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>What an earlier run left: its value is live, or it is not.</summary>
public sealed class PendingFileTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private string Pending => InDirectory(".token.matomo_token-new");

    [Test]
    public async Task Live_TakesItsPlace()
    {
        var value = Request.Fresh();
        Given(value);
        File.WriteAllText(Pending, value);
        var outcome = (await RunStableAsync(Request.For().In(TokenFile))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(value));
            Assert.That(File.Exists(Pending), Is.False);
        }

        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Dead_IsRemovedAndTheFileStays()
    {
        var value = Request.Fresh();
        Given(value);
        File.WriteAllText(TokenFile, value);
        File.WriteAllText(Pending, Request.Fresh());
        await RunStableAsync(Request.For().In(TokenFile));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(value));
            Assert.That(File.Exists(Pending), Is.False);
            Assert.That(Group, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Dead_AndNoFile_MakesANewOne()
    {
        var dead = Request.Fresh();
        File.WriteAllText(Pending, dead);
        await RunStableAsync(Request.For().In(TokenFile));
        Assert.That(File.ReadAllText(TokenFile), Is.Not.EqualTo(dead));
        Assert.That(RowOf(Request.Value(File.ReadAllText(TokenFile))), Is.EqualTo(Group.Single()));
    }

    [Test]
    public async Task Live_ToBeAbsent_IsRevoked()
    {
        var value = Request.Fresh();
        Given(value);
        File.WriteAllText(Pending, value);
        await RunStableAsync(Request.For().In(TokenFile).Absent());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Group, Is.Empty);
            Assert.That(AllFiles(), Is.Empty);
        }
    }

    [Test]
    public async Task Live_AndANewOneInEveryRun_IsThatOfThisRun()
    {
        var (old, value) = (Request.Fresh(), Request.Fresh());
        Given(old);
        Given(value);
        File.WriteAllText(TokenFile, old);
        File.WriteAllText(Pending, value);
        var outcome = (await RunAsync(Request.For().In(TokenFile) with { Recreate = RecreateMode.Always })).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(outcome.Value, Is.EqualTo(Request.Value(value)));
            Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(value));
            Assert.That(File.Exists(Pending), Is.False);
            Assert.That(Group, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task Live_AndAnotherValueIsGiven_IsRevokedWithTheSame()
    {
        var (given, left) = (Request.Fresh(), Request.Fresh());
        Given(left);
        File.WriteAllText(Pending, left);
        var outcome = (await RunStableAsync(Request.For().In(TokenFile).TokenAuth(given))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(outcome.Revoked, Has.Count.EqualTo(1));
            Assert.That(RowOf(Request.Value(given)), Is.EqualTo(Group.Single()));
            Assert.That(File.Exists(Pending), Is.False);
        }
    }

    [Test]
    public async Task NotOurs_IsRefused()
    {
        File.WriteAllText(TokenFile, "something else");
        await RefusedAsync(TokenErrorCode.TokenFileNotOurs, Request.For(description: "Other"), Request.For().In(TokenFile));
    }

    [Test]
    public async Task Unwritable_NothingIsMade() =>
        await RefusedAsync(
            TokenErrorCode.TokenFileUnwritable,
            Request.For(description: "Other").In(TokenFile),
            Request.For().In(InDirectory("missing", "token")));
}
