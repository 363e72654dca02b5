using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class ExpiryTest
{
    [Test]
    public void ExpiresIn_NewToken_IsGiven()
    {
        var create = (StoreChange.Create)SmallMatomo.Database.Plan(Present.ExpiresIn("2w")).Changes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(create.ExpiresAt, Is.EqualTo(InDays(14)));
            Assert.That(create.Lifetime, Is.EqualTo(Lifetime("2w")));
        }
    }

    [Test]
    public void ExpiresAt_NewToken_IsGiven()
    {
        var create = (StoreChange.Create)SmallMatomo.Database.Plan(Present.ExpiresAt(14)).Changes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(create.ExpiresAt, Is.EqualTo(InDays(14)));
            Assert.That(create.Lifetime, Is.Null);
        }
    }

    [TestCase(null, 90.0, Description = "no expiry: brought down")]
    [TestCase(90.1, 90.0, Description = "more left: brought down")]
    [TestCase(90.0, null, Description = "just as much left: stays")]
    [TestCase(89.9, null, Description = "less left: never lengthened")]
    [TestCase(0.1, null)]
    public void ExpiresIn_LiveToken(double? found, double? requested) => AssertExpiry(Present.ExpiresIn("90d"), found, requested);

    [TestCase(null, 90.0)]
    [TestCase(100.0, 90.0)]
    [TestCase(80.0, 90.0)]
    [TestCase(90.0, null)]
    public void ExpiresAt_LiveToken_IsExact(double? found, double? requested) => AssertExpiry(Present.ExpiresAt(90), found, requested);

    [TestCase(null)]
    [TestCase(5.0)]
    public void NoExpiryRequested_LiveToken_Stays(double? found) => AssertExpiry(Present, found, null);

    [TestCase(null, false)]
    [TestCase(5.0, true)]
    public void NeverExpires_LiveToken_LosesItsExpiry(double? found, bool isChanged)
    {
        var step = SmallMatomo.Database.With(1, found is { } days ? InDays(days) : null).Plan(Present.NeverExpires());
        Assert.That(step.Changes, isChanged ? Is.EqualTo(new[] { new StoreChange.Update(1) { ChangesExpiry = true } }) : Is.Empty);
    }

    [Test]
    public void NeverExpires_NewToken_HasNone()
    {
        var create = (StoreChange.Create)SmallMatomo.Database.Plan(Present.NeverExpires()).Changes.Single();
        Assert.That(create.ExpiresAt, Is.Null);
        Assert.That(create.Lifetime, Is.Null);
    }

    [TestCase(true, "keeps its expiry")]
    [TestCase(false, "is not known")]
    public void NeverExpires_LiveTokenOverApi_Warns(bool noted, string words)
    {
        var step = SmallMatomo.Api.With(1, InDays(5), noted: noted).Plan(Present.KnownToken(1).NeverExpires());
        Assert.That(step.Changed, Is.False);
        Assert.That(step.Warnings, Has.One.Contains(words));
    }

    [TestCase(30.0, TokenAction.None)]
    [TestCase(29.999, TokenAction.Renewed)]
    [TestCase(0.001, TokenAction.Renewed)]
    [TestCase(31.0, TokenAction.None)]
    [TestCase(100.0, TokenAction.Updated, Description = "brought down to 90 days")]
    [TestCase(null, TokenAction.Updated, Description = "brought down to 90 days")]
    public void RenewBefore(double? left, TokenAction action)
    {
        var request = Present.ExpiresIn("90d", "30d");
        var matomo = SmallMatomo.Database.With(1, left is { } days ? InDays(days) : null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(matomo.Plan(request).Action, Is.EqualTo(action));
            Assert.That(matomo.Plan(request.KnownToken(1)).Action, Is.EqualTo(action));
        }
    }

    [Test]
    public void RenewBefore_EveryOldTokenIsToldOf() => Assert.That(
        SmallMatomo.Database.With(1, InDays(5)).With(2, InDays(6)).Plan(Present.ExpiresIn("90d", "30d")).Others.Select(other => other.Id),
        Is.EquivalentTo(new long?[] { 1, 2 }));

    [Test]
    public void RenewBefore_OldTokenIsLeftToExpire()
    {
        var step = SmallMatomo.Database.With(1, InDays(5)).Plan(Present.TokenFile().ExpiresIn("90d", "30d"), FileWith(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changes, Has.Count.EqualTo(1));
            Assert.That(step.Before!.Id, Is.EqualTo(1));
            Assert.That(step.Others.Single().ExpiresAt, Is.EqualTo(InDays(5)));
            Assert.That(step.File, Is.EqualTo(FileAction.Write));
            Assert.That(step.MakesValue, Is.True);
            Assert.That(step.Value, Is.Null);
        }
    }

    [Test]
    public void RenewBefore_HeadHasEnoughLeft_NothingToDo() =>
        Assert.That(SmallMatomo.Database.With(1, InDays(5)).With(2, InDays(60)).Plan(Present.ExpiresIn("90d", "30d")).Changed, Is.False);

    [Test]
    public void Renewal_WithoutPasswordOverApi_SaysSo() => Assert.That(
        SmallMatomo.Api.WithoutPassword().With(1, InDays(5), noted: true).Refusal(Present.KnownToken(1).ExpiresIn("90d", "30d")),
        Is.EqualTo(TokenErrorCode.InvalidArguments));

    private static void AssertExpiry(TokenRequest request, double? found, double? requested)
    {
        var matomo = SmallMatomo.Database.With(1, found is { } days ? InDays(days) : null);
        foreach (var either in new[] { request, request.KnownToken(1) })
        {
            var update = (StoreChange.Update?)matomo.Plan(either).Changes.SingleOrDefault();
            Assert.That(update?.ExpiresAt, Is.EqualTo(requested is { } end ? InDays(end) : (DateTimeOffset?)null));
            Assert.That(update?.ChangesExpiry, Is.EqualTo(requested is null ? (bool?)null : true));
        }
    }
}
