using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class OwnershipTest
{
    private static SmallMatomo Bobs => SmallMatomo.Database.With(1, login: "bob");

    private static SmallMatomo BobsExpired => SmallMatomo.Database.With(1, InDays(-1), login: "bob");

    [Test]
    public void Plan_TokenAuthOfOtherUser_Fails() =>
        Assert.That(Bobs.Refusal(Present.TokenAuth(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_KnownTokenOfOtherUser_Fails() =>
        Assert.That(Bobs.Refusal(Present.KnownToken(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    /// <summary>What an application has may be replaced; what stands in a file, or is to be revoked, is another's by mistake.</summary>
    [Test]
    public void Plan_KnownTokenOfOtherUser_ReplacesOther_AnotherIsMade()
    {
        var step = Bobs.Plan(Present.KnownToken(1) with { ReplacesOther = true });
        Assert.That(step.Action, Is.EqualTo(TokenAction.Created));
        Assert.That(step.Revoked, Is.Empty);
        Assert.That(
            Bobs.Refusal(Present.TokenFile() with { ReplacesOther = true }, FileWith(1)),
            Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));
        Assert.That(
            Bobs.Refusal(Absent.KnownToken(1) with { ReplacesOther = true }), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));
    }

    /// <summary>A login that is spelt otherwise than Matomo has it would get another token in every run.</summary>
    [Test]
    public void Plan_OverApi_KnownTokenOfOtherUser_ReplacesOther_Fails() => Assert.That(
        SmallMatomo.Api.With(1, login: "bob").Refusal(Present.KnownToken(1) with { ReplacesOther = true }),
        Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_FileOfOtherUser_Fails() =>
        Assert.That(Bobs.Refusal(Present.TokenFile(), FileWith(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_PendingFileOfOtherUser_Fails() => Assert.That(
        Bobs.Refusal(Present.TokenFile(), new TokenFileObservation().WithPending(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_OverApi_KnownTokenOfOtherUser_Fails() =>
        Assert.That(
            SmallMatomo.Api.With(1, login: "bob").Refusal(Present.KnownToken(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_Matomo3_KnownTokenOfOtherUser_Fails() =>
        Assert.That(
            SmallMatomo.Api3.With(1, login: "bob").Refusal(Present.KnownToken(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_TokenAuthExpiredOfOtherUser_Fails() =>
        Assert.That(BobsExpired.Refusal(Present.TokenAuth(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [Test]
    public void Plan_KnownTokenExpiredOfOtherUser_IsIgnored() =>
        Assert.That(BobsExpired.Plan(Present.KnownToken(1)).Action, Is.EqualTo(TokenAction.Created));

    [Test]
    public void Plan_FileExpiredOfOtherUser_IsLost() =>
        Assert.That(BobsExpired.Plan(Present.TokenFile(), FileWith(1)).File, Is.EqualTo(FileAction.Write));

    [Test]
    public void Plan_LiveBeforeOtherUsers_IsTaken() =>
        Assert.That(Bobs.With(2).Plan(Present.TokenFile().KnownToken(1), FileWith(2)).Changed, Is.False);

    [Test]
    public void Plan_OtherUsersBeforeLive_Fails() =>
        Assert.That(
            Bobs.With(2).Refusal(Present.TokenFile().KnownToken(2), FileWith(1)), Is.EqualTo(TokenErrorCode.TokenBelongsToOtherUser));

    [TestCase(TokenState.Present, false)]
    [TestCase(TokenState.Absent, true)]
    public void Plan_OfOtherUser_ReasonSaysWhetherItWasToBeRevoked(TokenState state, bool isRevocation) => Assert.That(
        Assert.Throws<TokenException>(() => Bobs.Plan((Present with { State = state }).KnownToken(1)))!.Reason,
        Is.EqualTo(new FailureReason.OtherUser(nameof(TokenRequest.KnownToken), isRevocation)));

    [Test]
    public void Plan_MessageSaysWhereTheValueCameFrom() =>
        Assert.That(
            Assert.Throws<TokenException>(() => Bobs.Plan(Present.TokenFile(), FileWith(1)))!.Message,
            Does.StartWith("The value in /etc/token is a token of another user than \"alice\""));

    [Test]
    public void Plan_MessageHoldsNoValue() =>
        Assert.That(Assert.Throws<TokenException>(() => Bobs.Plan(Present.TokenAuth(1)))!.Message, Does.Not.Contain(Value(1).Reveal()));

    [TestCase(TokenState.Present)]
    [TestCase(TokenState.Absent)]
    public void Plan_OwnerUnproven_IsRefused(TokenState state)
    {
        var request = (Present with { Login = "alice@example.org", State = state }).KnownToken(1);
        var found = new ObservedValue(new ValueCandidate(Value(1), ValueSource.KnownToken), ValueStatus.LiveOwnerUnproven);
        var observation = new TokenObservation { Login = request.Login, Values = [found] };
        Assert.That(
            Assert.Throws<TokenException>(() => SmallMatomo.Api.Plan(request, observation)),
            Has.Property("Code").EqualTo(TokenErrorCode.Unsupported).And.Message.Contains("e-mail address"));
    }
}
