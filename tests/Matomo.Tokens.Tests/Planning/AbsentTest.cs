using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class AbsentTest
{
    private static SmallMatomo Three => SmallMatomo.Database.With(1).With(2).With(3, InDays(1));

    [Test]
    public void Plan_ByDescription_WholeGroupIsRevoked()
    {
        var step = Three.Plan(Absent);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Revoked));
            Assert.That(step.Token, Is.Null);
            Assert.That(step.Others, Is.Empty);
        }

        Assert.That(Revoked(step), Is.EquivalentTo(new long[] { 1, 2, 3 }));
        Assert.That(step.Revoked.Select(token => token.Id), Is.EquivalentTo(new long?[] { 1, 2, 3 }));
    }

    [Test]
    public void Plan_ByDescriptionNothingThere_NothingToDo() => Assert.That(SmallMatomo.Database.Plan(Absent).Changed, Is.False);

    [Test]
    public void Plan_ByDescriptionOnlyExpired_NothingToDo() =>
        Assert.That(SmallMatomo.Database.With(1, InDays(-1)).Plan(Absent).Changed, Is.False);

    [Test]
    public void Plan_ByDescription_OtherDescriptionsAndUsersStay() =>
        Assert.That(SmallMatomo.Database.With(1, description: "Other").With(2, login: "bob").Plan(Absent).Changed, Is.False);

    [TestCase(5.0)]
    [TestCase(-5.0)]
    public void Plan_ByTokenAuth_ThatRowAloneIsRevoked(double expires) =>
        Assert.That(Revoked(Three.With(4, InDays(expires)).Plan(Absent.TokenAuth(4))), Is.EqualTo(new long[] { 4 }));

    [Test]
    public void Plan_ByTokenAuth_TellsWhichTokenItWas()
    {
        var step = Three.Plan(Absent.TokenAuth(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Value, Is.EqualTo(Value(2)));
            Assert.That(step.Before!.Id, Is.EqualTo(2));
            Assert.That(step.Others.Select(other => other.Id), Is.EqualTo(new long?[] { 1, 3 }));
        }
    }

    [Test]
    public void Plan_NothingThere_TellsOfNone()
    {
        var step = SmallMatomo.Database.Plan(Absent.TokenAuth(2));
        Assert.That(step.Value, Is.Null);
        Assert.That(step.Before, Is.Null);
    }

    [Test]
    public void Plan_Matomo3_SaysWhatCanBeDone() => Assert.That(
        Assert.Throws<TokenException>(() => SmallMatomo.Database3.With(1).Plan(Absent.KnownToken(1))),
        Has.Property("Reason").TypeOf<FailureReason.Settings>());

    [Test]
    public void Plan_Matomo3OverApi_IsRefused() => Assert.That(
        Assert.Throws<TokenException>(() => SmallMatomo.Api3.With(1).Plan(Absent.KnownToken(1))),
        Has.Property("Reason").TypeOf<FailureReason.NeedsDatabase>());

    [Test]
    public void Plan_ByTokenAuthWithoutDescription_ThatRowIsRevoked() =>
        Assert.That(Revoked(Three.Plan((Absent with { Description = null }).TokenAuth(2))), Is.EqualTo(new long[] { 2 }));

    [Test]
    public void Plan_ByKnownToken_ThatRowAloneIsRevoked() =>
        Assert.That(Revoked(Three.Plan(Absent.KnownToken(2))), Is.EqualTo(new long[] { 2 }));

    [Test]
    public void Plan_ByFile_ThatRowIsRevokedAndTheFileRemoved()
    {
        var step = Three.Plan(Absent.TokenFile(), FileWith(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Revoked));
            Assert.That(step.File, Is.EqualTo(FileAction.Remove));
        }

        Assert.That(Revoked(step), Is.EqualTo(new long[] { 2 }));
        Assert.That(step.Others.Select(other => other.Id), Is.EqualTo(new long?[] { 1, 3 }));
    }

    // Deliberate: whoever names a value, or where one is kept, means that one token; a second run must not revoke those of other hosts.
    [Test]
    public void Plan_ByTokenAuthNotThere_GroupStays() => Assert.That(Three.Plan(Absent.TokenAuth(9)).Changed, Is.False);

    [Test]
    public void Plan_ByKnownTokenNotThere_GroupStays() => Assert.That(Three.Plan(Absent.KnownToken(9)).Changed, Is.False);

    [Test]
    public void Plan_ByKnownTokenOfAnotherForm_GroupStays() =>
        Assert.That(Three.Plan(Absent with { HasKnownToken = true }).Changed, Is.False);

    [Test]
    public void Plan_ByFileNotThere_GroupStays() => Assert.That(Three.Plan(Absent.TokenFile()).Changed, Is.False);

    [Test]
    public void Plan_ByFileWhoseTokenIsGone_FileIsRemovedAndGroupStays()
    {
        var step = Three.Plan(Absent.TokenFile(), FileWith(9));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(step.File, Is.EqualTo(FileAction.Remove));
            Assert.That(step.Changes, Is.Empty);
        }
    }

    [Test]
    public void Plan_ByFileAndKnownTokenOfDifferentValues_BothAreRevoked()
    {
        var step = Three.Plan(Absent.TokenFile().KnownToken(3), FileWith(2).WithPending(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Revoked(step), Is.EquivalentTo(new long[] { 1, 2, 3 }));
            Assert.That(step.Revoked.Select(token => token.Id), Is.EquivalentTo(new long?[] { 1, 2, 3 }));
            Assert.That(step.File, Is.EqualTo(FileAction.Remove));
        }
    }

    [Test]
    public void Plan_OneOfTheValuesIsAnotherUsers_Fails() => Assert.That(
        SmallMatomo.Database.With(1).With(2, login: "bob").Refusal(Absent.TokenFile().KnownToken(2), FileWith(1)),
        Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_Matomo3_NoSuchUser_NothingToDo() => Assert.That(SmallMatomo.Database3.Plan(Absent).Changed, Is.False);

    [Test]
    public void Plan_PendingFile_IsDiscarded() =>
        Assert.That(Three.Plan(Absent.TokenFile(), FileWith(2).WithPending(9)).DiscardPending, Is.True);

    [Test]
    public void Plan_PendingFileLive_ItsTokenIsRevoked()
    {
        var step = Three.Plan(Absent.TokenFile(), new Observations.TokenFileObservation().WithPending(3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Revoked(step).Single(), Is.EqualTo(3L));
            Assert.That(step.DiscardPending, Is.True);
        }
    }

    [Test]
    public void Plan_ValueOfOtherUser_Fails() =>
        Assert.That(
            SmallMatomo.Database.With(1, login: "bob").Refusal(Absent.TokenAuth(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_SystemToken_IsRefused() =>
        Assert.That(SmallMatomo.Database.With(1, system: true).Refusal(Absent.TokenAuth(1)), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_Api_KnownAndLive_IsRefused() => Assert.That(
        Assert.Throws<TokenException>(() => SmallMatomo.Api.With(1).Plan(Absent.KnownToken(1))),
        Has.Property("Code").EqualTo(TokenErrorCode.Unsupported).And.Message.Contains("expiry")
            .And.Property("Reason").TypeOf<FailureReason.NeedsDatabase>());

    [Test]
    public void Plan_Api_FileIsGone_NothingToDo() =>
        Assert.That(SmallMatomo.Api.Plan(Absent with { TokenFile = new TokenFileRequest("/token") }).Changed, Is.False);

    [Test]
    public void Plan_Api_NothingKnown_IsRefused() => Assert.That(SmallMatomo.Api.Refusal(Absent), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_Api_KnownTokenNotLive_NothingToDo() => Assert.That(SmallMatomo.Api.Plan(Absent.KnownToken(1)).Changed, Is.False);

    [Test]
    public void Plan_Api_TokenAuthNotLive_NothingToDo() =>
        Assert.That(SmallMatomo.Api.With(1, InDays(-1)).Plan(Absent.TokenAuth(1)).Changed, Is.False);

    [Test]
    public void Plan_Api_FileNotLive_FileIsRemoved()
    {
        var step = SmallMatomo.Api.Plan(Absent.TokenFile(), FileWith(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(step.File, Is.EqualTo(FileAction.Remove));
            Assert.That(step.Changes, Is.Empty);
        }
    }

    private static IReadOnlyList<long> Revoked(TokenStep step) => ((StoreChange.Revoke)step.Changes.Single()).Ids;
}
