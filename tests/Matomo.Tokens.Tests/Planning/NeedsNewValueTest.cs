using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

/// <summary>Whether a store has to ask about making a value, before there is a plan.</summary>
public class NeedsNewValueTest
{
    [Test]
    public void NothingKnown_IsNeeded() => Assert.That(TokenPlanner.NeedsNewValue(Present, [], Now), Is.True);

    [Test]
    public void Absent_IsNotNeeded() => Assert.That(TokenPlanner.NeedsNewValue(Absent, [], Now), Is.False);

    [Test]
    public void NoneIsLive_IsNeeded() => Assert.That(TokenPlanner.NeedsNewValue(Present, [Of(ValueStatus.Unknown)], Now), Is.True);

    [Test]
    public void OneIsLive_IsNotNeeded() => Assert.That(
        TokenPlanner.NeedsNewValue(Present, [Of(ValueStatus.Unknown), Of(ValueStatus.Live)], Now), Is.False);

    [Test]
    public void OneIsAnotherUsers_IsNotNeeded() =>
        Assert.That(TokenPlanner.NeedsNewValue(Present.ExpiresIn("90d", "30d"), [Of(ValueStatus.OtherUser)], Now), Is.False);

    [TestCase(29.0, true)]
    [TestCase(31.0, false)]
    public void LiveAndToBeRenewed(double left, bool isNeeded)
    {
        var token = new ObservedToken { ExpiryKnown = true, ExpiresAt = InDays(left) };
        Assert.That(
            TokenPlanner.NeedsNewValue(Present.ExpiresIn("90d", "30d"), [Of(ValueStatus.Live, token)], Now), Is.EqualTo(isNeeded));
    }

    private static ObservedValue Of(ValueStatus status, ObservedToken? token = null) =>
        new(new ValueCandidate(Value(1), ValueSource.KnownToken), status, token);
}
