namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>When tokens end: by the server's clock, which the server's own time zone is not.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Hashed))]
public sealed class ExpiryTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(20);

    [Test]
    public async Task ExpiresIn_NewToken_CountsFromTheServersUtc()
    {
        var outcome = (await RunStableAsync(Request.For().ExpiresIn("12h"))).Outcomes.Single();
        var row = Group.Single();
        Assert.That(row.DateExpired, Is.EqualTo(Now.AddHours(12)).Within(Tolerance));
        Assert.That(row.DateExpired - row.DateCreated, Is.EqualTo(TimeSpan.FromHours(12)));
        Assert.That(outcome.Token!.ExpiresAt!.Value.UtcDateTime, Is.EqualTo(row.DateExpired));
    }

    [Test]
    public async Task ExpiresIn_TokenWithout_IsBroughtDown()
    {
        Given(Request.Fresh());
        Assert.That((await RunStableAsync(Request.For().ExpiresIn("2w"))).Outcomes.Single().Step.Action, Is.EqualTo(TokenAction.Updated));
        Assert.That(Group.Single().DateExpired, Is.EqualTo(Now.AddDays(14)).Within(Tolerance));
    }

    [Test]
    public async Task ExpiresIn_TokenWithMore_IsBroughtDown()
    {
        Given(Request.Fresh(), expires: Now.AddDays(100));
        await RunStableAsync(Request.For().ExpiresIn("90d"));
        Assert.That(Group.Single().DateExpired, Is.EqualTo(Now.AddDays(90)).Within(Tolerance));
    }

    [Test]
    public async Task ExpiresIn_TokenWithLess_IsNotLengthened()
    {
        var row = Given(Request.Fresh(), expires: Now.AddDays(1));
        Assert.That((await RunStableAsync(Request.For().ExpiresIn("90d"))).Changed, Is.False);
        Assert.That(Group.Single(), Is.EqualTo(row));
    }

    [Test]
    public async Task ExpiresAt_IsSetExactly()
    {
        var value = Request.Fresh();
        Given(value, expires: Now.AddDays(1));
        var end = Now.AddDays(40);
        await RunStableAsync(Request.For().KnownToken(value).In(TokenFile).ExpiresAt(end));
        Assert.That(Group.Single().DateExpired, Is.EqualTo(end));
        Assert.That(File.ReadAllText(TokenFile + ".json"), Does.Contain(end.ToString("yyyy-MM-dd'T'HH:mm:ss", null)));
    }

    [Test]
    public async Task Expiry_ThatMoves_WarnsAnew()
    {
        var row = Given(Request.Fresh());
        Notify();
        await RunStableAsync(Request.For().ExpiresIn("10d"));
        Assert.That(
            Group.Single() with { DateExpired = null },
            Is.EqualTo(row with { RotationNotified = Notified, ExpirationWarningNotified = null }));
    }

    [Test]
    public async Task Expiry_ThatStays_IsNotWarnedAnew()
    {
        var value = Request.Fresh();
        Given(value, "Old", expires: Now.AddDays(5));
        Notify();
        await RunStableAsync(Request.For().KnownToken(value).ExpiresIn("10d"));
        Assert.That(Group.Single().ExpirationWarningNotified, Is.EqualTo(Notified));
    }

    [Test]
    public async Task RenewBefore_Due_MakesOneAndLeavesTheOld()
    {
        var value = Request.Fresh();
        var old = Given(value, expires: Now.AddDays(5));
        File.WriteAllText(TokenFile, value);
        var outcome = (await RunStableAsync(Request.For().In(TokenFile).ExpiresIn("90d", renewBefore: "2w"))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Renewed));
            Assert.That(outcome.Step.Before!.Id, Is.EqualTo(old.Id));
        }

        Assert.That(Group, Has.Count.EqualTo(2).And.Contains(old));
        Assert.That(outcome.Step.Others.Select(other => other.Id), Is.EqualTo(new long?[] { old.Id }));
    }

    [Test]
    public async Task RenewBefore_DueWithoutFile_Renews()
    {
        var old = Given(Request.Fresh(), expires: Now.AddDays(5));
        var outcome = (await RunStableAsync(Request.For().ExpiresIn("90d", renewBefore: "2w"))).Outcomes.Single();
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Renewed));
        Assert.That(Group, Has.Count.EqualTo(2).And.Contains(old));
    }

    [Test]
    public async Task RenewBefore_NotDue_ChangesNothing()
    {
        var row = Given(Request.Fresh(), expires: Now.AddDays(20));
        Assert.That((await RunStableAsync(Request.For().ExpiresIn("90d", renewBefore: "2w"))).Changed, Is.False);
        Assert.That(Group.Single(), Is.EqualTo(row));
    }

    [Test]
    public async Task RevokeOthers_EndsThemAtOnce()
    {
        var expired = Given(Request.Fresh(), expires: Now.AddDays(-2));
        var (one, two) = (Given(Request.Fresh()), Given(Request.Fresh(), expires: Now.AddDays(1)));
        var outcome = (await RunStableAsync(Request.For().In(TokenFile).RevokeOthers())).Outcomes.Single();
        Assert.That(outcome.Step.Revoked.Select(token => token.Id), Is.EquivalentTo(new long?[] { one.Id, two.Id }));
        Assert.That(outcome.Step.Others, Is.Empty);
        Assert.That(
            Group.Where(row => row.DateExpired > Now || row.DateExpired is null).Select(row => row.Id),
            Is.EqualTo(new[] { outcome.Token!.Id }));
        Assert.That(Group, Does.Contain(expired));
    }

    [Test]
    public async Task RevokeOthers_WithOverlap_BringsTheirEndForward()
    {
        var soon = Given(Request.Fresh(), expires: Now.AddDays(3));
        var late = Given(Request.Fresh());
        Notify();
        await RunStableAsync(Request.For().In(TokenFile).RevokeOthers(overlap: "14d"));
        Assert.That(Group[0].DateExpired, Is.EqualTo(soon.DateExpired));
        Assert.That(Group[0].ExpirationWarningNotified, Is.EqualTo(Notified));
        Assert.That(Group[1].DateExpired, Is.EqualTo(Now.AddDays(14)).Within(Tolerance));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Group[1].Id, Is.EqualTo(late.Id));
            Assert.That(Group[1].ExpirationWarningNotified, Is.Null);
        }
    }

    [Test]
    public async Task RevokeOthers_OwnValueIsKnown_EndsThem()
    {
        var value = Request.Fresh();
        var (own, other) = (Given(value), Given(Request.Fresh()));
        var outcome = (await RunStableAsync(Request.For().KnownToken(value).RevokeOthers())).Outcomes.Single();
        Assert.That(outcome.Revoked.Single().Id, Is.EqualTo(other.Id));
        Assert.That(Group, Does.Contain(own));
    }

    [Test]
    public async Task RevokeOthers_OwnValueIsNotKnown_EndsNothing()
    {
        Given(Request.Fresh());
        Given(Request.Fresh());
        Assert.That((await RunStableAsync(Request.For().RevokeOthers())).Changed, Is.False);
    }

    [Test]
    public async Task Run_ExpiryIsThisVerySecond_IsDead()
    {
        var row = Given(Request.Fresh(), expires: Now);
        Assert.That((await RunStableAsync(Request.For())).Outcomes.Single().Step.Action, Is.EqualTo(TokenAction.Created));
        Assert.That(Group, Does.Contain(row));
    }

    private DateTime? Notified => Tables == MatomoTables.Later ? new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) : null;

    private void Notify()
    {
        if (Tables == MatomoTables.Later)
        {
            Matomo.Execute(
                $"UPDATE {Matomo.Table("user_token_auth")} SET ts_rotation_notified = '2026-01-01', ts_expiration_warning_notified = "
                + "'2026-01-01' WHERE login = 'alice' AND description IN ('Old', 'WordPress') AND system_token = 0");
        }
    }
}
