using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class SecureOnlyTest
{
    [TestCase(true, false, true)]
    [TestCase(false, true, false)]
    [TestCase(true, true, null)]
    [TestCase(false, false, null)]
    [TestCase(null, true, null)]
    public void Plan_LiveToken(bool? requested, bool found, bool? change)
    {
        var step = SmallMatomo.Database.With(1, secureOnly: found).Plan(Present with { SecureOnly = requested });
        Assert.That(((StoreChange.Update?)step.Changes.SingleOrDefault())?.SecureOnly, Is.EqualTo(change));
    }

    [TestCase(true)]
    [TestCase(false)]
    [TestCase(null)]
    public void Plan_NewToken(bool? requested)
    {
        var step = SmallMatomo.Database.Plan(Present with { SecureOnly = requested });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((StoreChange.Create)step.Changes[0]).SecureOnly, Is.EqualTo(requested));
            Assert.That(step.Token!.SecureOnly, Is.EqualTo(requested ?? false));
        }
    }

    [Test]
    public void Plan_LiveToken_NothingIsWarnedOf() =>
        Assert.That(SmallMatomo.Database.With(1).Plan(Present.SecureOnly()).Warnings, Is.Empty);

    [TestCase(true, false, true)]
    [TestCase(true, true, null)]
    [TestCase(null, true, null)]
    public void Plan_ExpiredToken(bool? requested, bool found, bool? change)
    {
        var request = Present with { Value = Value(1), SecureOnly = requested };
        var step = SmallMatomo.Database.With(1, InDays(-1), secureOnly: found).Plan(request);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changes, Is.EqualTo(new[] { new StoreChange.Update(1) { ChangesExpiry = true, SecureOnly = change } }));
            Assert.That(step.Token!.SecureOnly, Is.EqualTo(requested ?? found));
            Assert.That(step.Token.ExpiresAt, Is.Null);
            Assert.That(step.Token.Description, Is.EqualTo(Description));
        }
    }

    [Test]
    public void Plan_NewTokenOnMatomo4_HasNone() => Assert.That(SmallMatomo.Database4.Plan(Present).Token!.SecureOnly, Is.Null);

    [Test]
    public void Plan_CreateOnMatomo4_IsRefused() =>
        Assert.That(SmallMatomo.Database4.Refusal(Present.SecureOnly()), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_StoreOnMatomo4_IsRefused() =>
        Assert.That(SmallMatomo.Database4.Refusal(Present.TokenAuth(7).SecureOnly()), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_ReviveOnMatomo4_IsRefused() =>
        Assert.That(
            SmallMatomo.Database4.With(1, InDays(-1)).Refusal(Present.TokenAuth(1).SecureOnly()), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_LiveOnMatomo4_Warns()
    {
        var step = SmallMatomo.Database4.With(1).Plan(Present.SecureOnly());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(
                step.Warnings.Single(),
                Is.EqualTo("The token cannot be made secure_only: this Matomo has no such tokens (5.0 and later have)."));
        }
    }

    [Test]
    public void Plan_LiveOnMatomo4_TheRestIsBroughtIntoLine()
    {
        var step = SmallMatomo.Database4.With(1).Plan(Present.SecureOnly().ExpiresAt(5));
        Assert.That(step.Changes.Single(), Is.EqualTo(new StoreChange.Update(1) { ChangesExpiry = true, ExpiresAt = InDays(5) }));
    }

    [Test]
    public void Plan_FalseOnMatomo4_LiveToken_NothingToDo()
    {
        var step = SmallMatomo.Database4.With(1).Plan(Present.SecureOnly(false));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Warnings, Is.Empty);
        }
    }

    [Test]
    public void Plan_FalseOnMatomo4_NewToken_AsksForNoColumn() =>
        Assert.That(((StoreChange.Create)SmallMatomo.Database4.Plan(Present.SecureOnly(false)).Changes[0]).SecureOnly, Is.Null);

    [Test]
    public void Plan_FalseOnMatomo4_ExpiredToken_AsksForNoColumn() => Assert.That(
        ((StoreChange.Update)SmallMatomo.Database4.With(1, InDays(-1)).Plan(Present.TokenAuth(1).SecureOnly(false)).Changes[0]).SecureOnly,
        Is.Null);
}
