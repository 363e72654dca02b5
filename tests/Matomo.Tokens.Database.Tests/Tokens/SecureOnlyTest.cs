namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Tokens that are valid in POST bodies only.</summary>
public sealed class SecureOnlyTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    [Test]
    public async Task New_IsSecureOnly()
    {
        Assert.That((await RunStableAsync(Request.For().SecureOnly())).Outcomes.Single().Token!.SecureOnly, Is.True);
        Assert.That(Group.Single().SecureOnly, Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Live_IsBroughtIntoLine(bool requested)
    {
        var row = Given(Request.Fresh(), secureOnly: !requested);
        Assert.That(
            (await RunStableAsync(Request.For().SecureOnly(requested))).Outcomes.Single().Step.Action, Is.EqualTo(TokenAction.Updated));
        Assert.That(Group.Single(), Is.EqualTo(row with { SecureOnly = requested }));
    }

    [Test]
    public async Task NotRequested_StaysAsItIs()
    {
        var row = Given(Request.Fresh(), secureOnly: true);
        Assert.That((await RunStableAsync(Request.For())).Outcomes.Single().Token!.SecureOnly, Is.True);
        Assert.That(Group.Single(), Is.EqualTo(row));
    }
}

/// <summary>Matomo 4 has none.</summary>
public sealed class SecureOnlyOf4Test() : DatabaseFixture(MatomoTables.Matomo4)
{
    [Test]
    public async Task New_IsRefused()
    {
        var exception = await RefusedAsync(TokenErrorCode.Unsupported, Request.For(description: "Other"), Request.For().SecureOnly());
        Assert.That(exception.RequestIndex, Is.EqualTo(1));
        Assert.That(exception.Message, Does.Contain("4.16.1"));
    }

    [Test]
    public async Task Live_IsWarnedAbout()
    {
        Given(Request.Fresh());
        var result = await RunStableAsync(Request.For().SecureOnly());
        Assert.That(result.Changed, Is.False);
        Assert.That(result.Warnings, Has.One.Contains("secure_only"));
    }

    [Test]
    public async Task False_IsNoRequest() => Assert.That((await RunStableAsync(Request.For().SecureOnly(false))).Warnings, Is.Empty);
}
