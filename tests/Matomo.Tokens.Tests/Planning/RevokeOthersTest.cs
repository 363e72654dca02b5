using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class RevokeOthersTest
{
    private static SmallMatomo Three => SmallMatomo.Database.With(1).With(2, InDays(1)).With(3, InDays(10));

    [Test]
    public void Plan_NewValue_OthersEndAtOnce()
    {
        var step = Three.Plan(Present.TokenFile().RevokeOthers());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ended(step).At, Is.EqualTo(Now));
            Assert.That(step.Others, Is.Empty);
        }

        Assert.That(Ended(step).Ids, Is.EquivalentTo(new long[] { 1, 2, 3 }));
        Assert.That(step.Revoked.Select(token => token.Id), Is.EquivalentTo(new long?[] { 1, 2, 3 }));
    }

    [Test]
    public void Plan_NewValueWithOverlap_ExpiriesAreOnlyBroughtForward()
    {
        var step = Three.Plan(Present.TokenFile().RevokeOthers("2d"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ended(step).At, Is.EqualTo(InDays(2)));
            Assert.That(step.Revoked, Is.Empty);
        }

        Assert.That(Ended(step).Ids, Is.EquivalentTo(new long[] { 1, 3 }));
        Assert.That(step.Others.Select(other => (other.Id, other.ExpiresAt)), Is.EquivalentTo(new (long?, DateTimeOffset?)[]
        {
            (1, InDays(2)), (2, InDays(1)), (3, InDays(2)),
        }));
    }

    [Test]
    public void Plan_OverlapLongerThanAllHaveLeft_NothingIsEnded() =>
        Assert.That(SmallMatomo.Database.With(2, InDays(1)).Plan(Present.TokenFile().RevokeOthers("2d")).Changes, Has.Count.EqualTo(1));

    [Test]
    public void Plan_OverlapEndsWithTheirExpiry_NothingIsEnded() =>
        Assert.That(SmallMatomo.Database.With(2, InDays(2)).Plan(Present.TokenFile().RevokeOthers("2d")).Changes, Has.Count.EqualTo(1));

    [Test]
    public void Plan_CreateComesBeforeTheEnd() =>
        Assert.That(Three.Plan(Present.TokenFile().RevokeOthers()).Changes[0], Is.InstanceOf<StoreChange.Create>());

    [Test]
    public void Plan_OwnValueKnown_OthersEnd()
    {
        var step = Three.Plan(Present.KnownToken(2).RevokeOthers());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(Ended(step).Ids, Is.EquivalentTo(new long[] { 1, 3 }));
            Assert.That(step.Revoked.Select(token => token.Id), Is.EquivalentTo(new long?[] { 1, 3 }));
            Assert.That(step.Others, Is.Empty);
        }
    }

    [Test]
    public void Plan_OwnValueKnownWithOverlap_ASecondRunBringsNothingFurtherForward()
    {
        var matomo = Three;
        var request = Present.KnownToken(2).RevokeOthers("2d");
        matomo.Apply(matomo.Plan(request));
        matomo.Now = Now.AddHours(1);
        Assert.That(matomo.Plan(request).Changed, Is.False);
    }

    [Test]
    public void Plan_OwnValueKnown_FileAndItsNoteStay() =>
        Assert.That(Three.Noting(2).Plan(Present.TokenFile().RevokeOthers(), FileWith(2)).File, Is.EqualTo(FileAction.None));

    [Test]
    public void Plan_ValueNotKnown_NothingIsEnded() => Assert.That(Three.Plan(Present.RevokeOthers()).Changed, Is.False);

    [Test]
    public void Plan_Stored_OthersEnd() => Assert.That(Ended(Three.Plan(Present.TokenAuth(7).RevokeOthers())).Ids, Has.Count.EqualTo(3));

    [Test]
    public void Plan_RecreateAlways_OthersEnd() =>
        Assert.That(Ended(Three.Plan(Present.Recreate(RecreateMode.Always).RevokeOthers())).Ids, Has.Count.EqualTo(3));

    [Test]
    public void Plan_Renewed_TheOldOneEndsToo()
    {
        var step = SmallMatomo.Database.With(1, InDays(5)).Plan(Present.KnownToken(1).ExpiresIn("90d", "30d").RevokeOthers("1d"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Renewed));
            Assert.That(Ended(step).Ids.Single(), Is.EqualTo(1L));
            Assert.That(Ended(step).At, Is.EqualTo(InDays(1)));
        }
    }

    [Test]
    public void Plan_WithoutRevokeOthers_NothingIsEnded() => Assert.That(Three.Plan(Present.TokenFile()).Changes, Has.Count.EqualTo(1));

    [Test]
    public void Plan_RecreateAlwaysAlone_RevokesNothing() =>
        Assert.That(Three.Plan(Present.Recreate(RecreateMode.Always)).Changes, Has.Count.EqualTo(1));

    [Test]
    public void Plan_OthersOfOtherDescription_Stay() =>
        Assert.That(SmallMatomo.Database.With(1, description: "Other").Plan(Present.RevokeOthers()).Changes, Has.Count.EqualTo(1));

    private static StoreChange.Expire Ended(TokenStep step) => step.Changes.OfType<StoreChange.Expire>().Single();
}
