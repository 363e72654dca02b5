using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

/// <summary>Several requests in one plan.</summary>
public class ConflictsTest
{
    private static readonly TokenRequest First = Present;
    private static readonly TokenRequest Second = Present with { Description = TokenDescription.Parse("Other") };

    [Test]
    public void Plan_StepsInTheOrderOfRequests()
    {
        var plan = Plan(SmallMatomo.Database.With(1), First, Second);
        Assert.That(
            plan.Select(step => (step.Request, step.Action)),
            Is.EqualTo(new[] { (First, TokenAction.None), (Second, TokenAction.Created) }));
    }

    [Test]
    public void Plan_SameLoginAndDescription_IsRefused() =>
        Refused(1, "Give each a description of its own.", SmallMatomo.Database, First, First with { Recreate = RecreateMode.Always });

    [Test]
    public void Plan_SameLoginAndDescriptionOverApi_IsRefused() =>
        Refused(1, "another request", SmallMatomo.Api, First.KnownToken(1), First.KnownToken(2));

    [Test]
    public void Plan_SpellingsOfOneLogin_AreRefused() =>
        Refused(1, Login, SmallMatomo.Database, First, First with { Login = "Alice@Example.org" });

    [Test]
    public void Plan_DescriptionsThatDifferInCase_AreTwo() =>
        Assert.That(
            Plan(SmallMatomo.Database, First, First with { Description = TokenDescription.Parse(Description.ToUpperInvariant()) }),
            Has.Count.EqualTo(2));

    [Test]
    public void Plan_OneTokenRequestedWithTwoDescriptions_IsRefused() =>
        Refused(1, "another request", SmallMatomo.Database.With(1), First.KnownToken(1), Second.KnownToken(1));

    [Test]
    public void Plan_OneEndsWhatAnotherKeeps_IsRefused() =>
        Refused(1, "id 1", SmallMatomo.Database.With(1), Second.KnownToken(1), Absent);

    [Test]
    public void Plan_RevokeOthersEndsWhatAnotherKeeps_IsRefused() =>
        Refused(0, "id 1", SmallMatomo.Database.With(1), First.TokenFile().RevokeOthers(), Second.KnownToken(1));

    [Test]
    public void Plan_TwoEndTheSame_IsNoContradiction() =>
        Assert.That(
            Plan(SmallMatomo.Database.With(1), Absent, Absent.TokenAuth(1) with { Description = null })
                .Select(step => step.Revoked.Count),
            Is.EqualTo(new[] { 1, 1 }));

    [Test]
    public void Plan_OneIsRefused_NamesIt() =>
        Assert.That(Failure(SmallMatomo.Database, First, Second with { Recreate = RecreateMode.Never }).RequestIndex, Is.EqualTo(1));

    [Test]
    public void Plan_Matomo3_TwoRequestsOfOneUserMeanTheOneToken() =>
        Assert.That(
            Plan(SmallMatomo.Database3.With(1), First, Second).Select(step => step.Value), Is.EqualTo(new[] { Value(1), Value(1) }));

    [Test]
    public void Plan_Matomo3_TwoReplacements_AreRefused() =>
        Refused(1, "another request", SmallMatomo.Database3.With(1), First.TokenAuth(7), Second.TokenAuth(8));

    [Test]
    public void Plan_ExpiryIsPastByTheServersClock_IsRefused()
    {
        var matomo = SmallMatomo.Database;
        matomo.Now = InDays(2);
        Assert.That(matomo.Refusal(First.ExpiresAt(1)), Is.EqualTo(TokenErrorCode.InvalidArguments));
    }

    private static IReadOnlyList<TokenStep> Plan(SmallMatomo matomo, params TokenRequest[] requests) => matomo.PlanAll(requests);

    private static TokenException Failure(SmallMatomo matomo, params TokenRequest[] requests) =>
        Assert.Throws<TokenException>(() => Plan(matomo, requests))!;

    private static void Refused(int index, string named, SmallMatomo matomo, params TokenRequest[] requests)
    {
        var failure = Failure(matomo, requests);
        Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.InvalidArguments), failure.Message);
        Assert.That(failure.RequestIndex, Is.EqualTo(index), failure.Message);
        Assert.That(failure.Message, Does.Contain(named));
        Assert.That(failure.Reason, Is.EqualTo(new FailureReason.ConflictsWith(1 - index)));
    }
}
