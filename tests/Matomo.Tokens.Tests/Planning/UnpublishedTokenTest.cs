using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

/// <summary>A value that an earlier run made and left in its pending file is offered to the store before it is thrown away.</summary>
public class UnpublishedTokenTest
{
    private static readonly TokenRequest Always = Present.TokenFile().Recreate(RecreateMode.Always);

    private static SmallMatomo Two => SmallMatomo.Database.With(1).With(2);

    [Test]
    public void RecreateAlways_Live_IsThisRunsNewValue()
    {
        var step = Two.Plan(Always, FileWith(1).WithPending(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(step.Changes, Is.Empty);
            Assert.That(step.File, Is.EqualTo(FileAction.PublishPending));
            Assert.That(step.Value, Is.EqualTo(Value(2)));
            Assert.That(step.DiscardPending, Is.False);
        }
    }

    [Test]
    public void RecreateAlways_LiveOverApi_NeedsNoPassword() => Assert.That(
        SmallMatomo.Api.WithoutPassword().With(2).Plan(Always, FileWith(1).WithPending(2)).File, Is.EqualTo(FileAction.PublishPending));

    [Test]
    public void RecreateAlways_Live_IsBroughtIntoLine() =>
        Assert.That(Two.Plan(Always.ExpiresAt(9), FileWith(1).WithPending(2)).Changes.Single(), Is.TypeOf<StoreChange.Update>());

    [Test]
    public void RecreateAlways_NotLive_IsThrownAway()
    {
        var step = Two.Plan(Always, FileWith(1).WithPending(9));
        Assert.That(step.MakesValue, Is.True);
        Assert.That(step.DiscardPending, Is.True);
    }

    [Test]
    public void RecreateAlways_PendingIsTheFilesOwn_IsNotNew() =>
        Assert.That(Two.Plan(Always, FileWith(1).WithPending(1)).MakesValue, Is.True);

    [Test]
    public void RecreateAlways_OtherUsers_Fails() => Assert.That(
        SmallMatomo.Database.With(2, login: "bob").Refusal(Always, FileWith(1).WithPending(2)),
        Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void TokenAuth_Stored_TheOtherIsRevokedWithIt()
    {
        var step = Two.Plan(Present.TokenFile().TokenAuth(7), FileWith(1).WithPending(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(step.Changes[0], Is.TypeOf<StoreChange.Create>());
            Assert.That(Revoked(step), Is.EqualTo(new long[] { 2 }));
            Assert.That(step.Revoked.Single().Id, Is.EqualTo(2));
            Assert.That(step.Others.Single().Id, Is.EqualTo(1));
            Assert.That(step.DiscardPending, Is.True);
        }
    }

    [Test]
    public void TokenAuth_LiveAlready_TheOtherIsRevoked()
    {
        var step = Two.Plan(Present.TokenFile().TokenAuth(1), FileWith(1).WithPending(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(Revoked(step), Is.EqualTo(new long[] { 2 }));
            Assert.That(step.Value, Is.EqualTo(Value(1)));
        }
    }

    [Test]
    public void TokenAuthAndRevokeOthers_TheOtherIsRevokedOnce() => Assert.That(
        Two.Plan(Present.TokenFile().TokenAuth(7).RevokeOthers(), FileWith(1).WithPending(2)).Revoked.Select(token => token.Id),
        Is.EquivalentTo(new long?[] { 1, 2 }));

    [Test]
    public void TokenAuth_PendingIsRequested_IsPublished()
    {
        var step = Two.Plan(Present.TokenFile().TokenAuth(2), FileWith(1).WithPending(2));
        Assert.That(step.Changes, Is.Empty);
        Assert.That(step.File, Is.EqualTo(FileAction.PublishPending));
    }

    [TestCase(9)]
    [TestCase(1)]
    public void TokenAuth_PendingNotLiveOrInTheFile_NothingIsRevoked(long pending) =>
        Assert.That(Two.Plan(Present.TokenFile().TokenAuth(7), FileWith(1).WithPending(pending)).Changes, Has.Count.EqualTo(1));

    /// <summary>Some application has it now.</summary>
    [Test]
    public void TokenAuth_PendingIsKnown_IsNotRevoked()
    {
        var step = Two.Plan(Present.TokenFile().TokenAuth(7).KnownToken(2), FileWith(1).WithPending(2));
        Assert.That(step.Changes.Single(), Is.TypeOf<StoreChange.Create>());
        Assert.That(step.Others.Select(token => token.Id), Is.EquivalentTo(new long?[] { 1, 2 }));
    }

    [Test]
    public void RecreateAlways_PendingIsKnown_IsNotNew() =>
        Assert.That(Two.Plan(Always.KnownToken(2), FileWith(1).WithPending(2)).MakesValue, Is.True);

    [Test]
    public void TokenAuth_OverApi_WarnsOfTheOther()
    {
        var matomo = SmallMatomo.Api.With(1).With(2, description: "Old").Noting(2);
        var step = matomo.Plan(Present.TokenFile().TokenAuth(1), FileWith(1).WithPending(2));
        Assert.That(step.Changes, Is.Empty);
        Assert.That(step.Warnings.Single(), Does.Contain("\"alice\"").And.Contains("\"Old\"").And.Contains("2026-01-30 12:00 UTC"));
    }

    private static IReadOnlyList<long> Revoked(TokenStep step) => step.Changes.OfType<StoreChange.Revoke>().Single().Ids;
}
