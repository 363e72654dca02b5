using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Matomo 3 hashes nothing, but the database may be another installation's: then the user's value comes back.</summary>
public sealed class TrialOfMatomo3Test() : DatabaseFixture(MatomoTables.Matomo3)
{
    private readonly ScriptedTrial _trial = new();

    private protected override ITokenTrial Trial => _trial;

    [Test]
    public async Task Accepted_IsReplaced()
    {
        var value = Request.Fresh();
        await RunStableAsync(Request.For().TokenAuth(value).In(TokenFile));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Matomo.PlainToken("alice"), Is.EqualTo(value));
            Assert.That(_trial.Tried.Single(), Is.EqualTo(("alice", Request.Value(value))));
        }
    }

    [Test]
    public async Task Refused_TheOldValueComesBack()
    {
        _trial.Verdict = TrialVerdict.Refused;
        var stored = Matomo.PlainToken("alice");
        var exception = await RefusedAsync(
            TokenErrorCode.ConfigUnreadable,
            Request.For().In(TokenFile).Recreate(RecreateMode.Always),
            Request.For("bob").Recreate(RecreateMode.Always));
        Assert.That(exception.Message, Does.Contain("another installation").And.Not.Contains("salt"));
        Assert.That(Matomo.PlainToken("alice"), Is.EqualTo(stored));
    }
}
