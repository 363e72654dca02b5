namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Which rows a login and a description mean, and which of them is the head.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Hashed))]
public sealed class GroupTest(MatomoTables tables) : DatabaseFixture(tables)
{
    [Test]
    public async Task Head_WithoutExpiry_BeforeAnyExpiry()
    {
        var head = Given(Request.Fresh());
        Given(Request.Fresh(), expires: Now.AddDays(1000));
        Assert.That((await RunAsync(Request.For())).Outcomes.Single().Token!.Id, Is.EqualTo(head.Id));
    }

    [Test]
    public async Task Head_ExpiresLast()
    {
        Given(Request.Fresh(), expires: Now.AddDays(1));
        var head = Given(Request.Fresh(), expires: Now.AddDays(3));
        Given(Request.Fresh(), expires: Now.AddDays(2));
        Assert.That((await RunAsync(Request.For())).Outcomes.Single().Token!.Id, Is.EqualTo(head.Id));
    }

    [Test]
    public async Task Head_OfEquals_HighestId()
    {
        Given(Request.Fresh());
        var head = Given(Request.Fresh());
        var outcome = (await RunAsync(Request.For())).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Token!.Id, Is.EqualTo(head.Id));
            Assert.That(outcome.Step.Others, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task NoneFits_OneAloneIsBroughtIntoLine()
    {
        var others = new[] { Given(Request.Fresh()), Given(Request.Fresh()) };
        Given(Request.Fresh());
        await RunStableAsync(Request.For().ExpiresIn("5h"));
        Assert.That(Group, Is.SupersetOf(others));
        Assert.That(Group.Count(row => row.DateExpired is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task Head_ExpiryIsBroughtIntoLine_OthersAreNot()
    {
        var other = Given(Request.Fresh(), expires: Now.AddDays(20));
        var head = Given(Request.Fresh());
        await RunStableAsync(Request.For().ExpiresIn("10d"));
        Assert.That(Group[0], Is.EqualTo(other));
        Assert.That(Group[1] with { DateExpired = null }, Is.EqualTo(head));
        Assert.That(Group[1].DateExpired, Is.EqualTo(Now.AddDays(10)).Within(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task Description_OfOtherCase_IsAnotherGroup()
    {
        var row = Given(Request.Fresh(), "wordpress");
        var outcome = (await RunStableAsync(Request.For())).Outcomes.Single();
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Created));
        Assert.That(outcome.Step.Others, Is.Empty);
        Assert.That(Matomo.Tokens, Does.Contain(row));
    }

    [Test]
    public async Task Description_OfOtherAccentOrTrailingBlank_IsAnotherGroup()
    {
        Given(Request.Fresh(), "Wördpress");
        Given(Request.Fresh(), "Wordpress ");
        Assert.That(
            (await RunStableAsync(Request.For(description: "Wordpress"))).Outcomes.Single().Step.Action, Is.EqualTo(TokenAction.Created));
    }

    [TestCase("a & b <i>\"ü'")]
    [TestCase("a &amp; b &lt;i&gt;&quot;ü&#039;")]
    public async Task Description_RawOrEscaped_IsRecognised(string stored)
    {
        var row = Given(Request.Fresh(), stored);
        var outcome = (await RunAsync(Request.For(description: "a & b <i>\"ü'"))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.None));
            Assert.That(outcome.Token!.Id, Is.EqualTo(row.Id));
        }
    }

    [TestCase("a & b")]
    [TestCase("a &amp; b")]
    public async Task Description_OfKnownRow_KeepsItsForm(string stored)
    {
        var value = Request.Fresh();
        var row = Given(value, stored);
        Assert.That((await RunStableAsync(Request.For(description: "a & b").KnownToken(value))).Changed, Is.False);
        Assert.That(RowOf(Request.Value(value)), Is.EqualTo(row));
    }

    [Test]
    public async Task Hosts_WithTheirOwnToken_Converge()
    {
        var requests = Enumerable.Range(0, 20).Select(host => Request.For().In(InNewDirectory($"host{host}"))).ToList();
        foreach (var request in requests)
            Assert.That((await OnceAsync([request])).Changed, Is.True);

        var rows = AllRows();
        foreach (var request in requests)
            Assert.That((await OnceAsync([request])).Changed, Is.False);

        Assert.That(AllRows(), Is.EqualTo(rows));
        Assert.That(Group, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task Hosts_WithTheirOwnTokenAtOnce_Converge()
    {
        var requests = Enumerable.Range(0, 20).Select(host => Request.For().In(InNewDirectory($"host{host}"))).ToList();
        Assert.That(await Changes(), Is.All.True);
        Assert.That(await Changes(), Is.All.False);
        Assert.That(Group, Has.Count.EqualTo(20));

        Task<bool[]> Changes() => Task.WhenAll(requests.Select(request => Task.Run(async () => (await OnceAsync([request])).Changed)));
    }
}
