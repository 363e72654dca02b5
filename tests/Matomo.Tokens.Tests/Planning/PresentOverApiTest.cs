using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class PresentOverApiTest
{
    [Test]
    public void Plan_KnownLive_NothingToDo()
    {
        var step = SmallMatomo.Api.WithoutPassword().With(1).Plan(Present.KnownToken(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.None));
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Value, Is.EqualTo(Value(1)));
        }
    }

    [Test]
    public void Plan_TokenAuthLive_NothingToDo() =>
        Assert.That(SmallMatomo.Api.WithoutPassword().With(1).Plan(Present.TokenAuth(1)).Changed, Is.False);

    [Test]
    public void Plan_FileLive_NothingToDo() =>
        Assert.That(SmallMatomo.Api.WithoutPassword().With(1).Plan(Present.TokenFile(), FileWith(1)).Changed, Is.False);

    [TestCase(null)]
    [TestCase(-1.0)]
    public void Plan_TokenAuthNotLive_Fails(double? expires)
    {
        var matomo = expires is { } days ? SmallMatomo.Api.With(7, InDays(days)) : SmallMatomo.Api;
        Assert.That(matomo.Refusal(Present.TokenAuth(7)), Is.EqualTo(TokenErrorCode.TokenValueUnknown));
    }

    [Test]
    public void Plan_NothingToRecogniseBy_IsNotIdempotent() => Assert.That(
        Assert.Throws<TokenException>(() => SmallMatomo.Api.With(1).Plan(Present)),
        Has.Property("Code").EqualTo(TokenErrorCode.NotIdempotent).And.Property("Reason").EqualTo(new FailureReason.ValueNotKnown()));

    [Test]
    public void Plan_NothingToRecogniseByRecreateAlways_Creates() =>
        Assert.That(SmallMatomo.Api.Plan(Present.Recreate(RecreateMode.Always)).MakesValue, Is.True);

    [Test]
    public void Plan_NoFileYet_CreatesAndWritesIt()
    {
        var step = SmallMatomo.Api.Plan(Present.TokenFile().ExpiresIn("90d"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(step.File, Is.EqualTo(FileAction.Write));
            Assert.That(step.Warnings, Is.Empty);
        }

        Assert.That(
            step.Changes.Single(),
            Is.EqualTo(new StoreChange.Create(Present.Description!) { ExpiresAt = InDays(90), Lifetime = Lifetime("90d") }));
    }

    [Test]
    public void Plan_FileNotLive_CreatesAndWritesIt() =>
        Assert.That(SmallMatomo.Api.Plan(Present.TokenFile(), FileWith(9)).File, Is.EqualTo(FileAction.Write));

    [Test]
    public void Plan_FileNotLiveRecreateNever_Fails() => Assert.That(
        SmallMatomo.Api.Refusal(Present.TokenFile().Recreate(RecreateMode.Never), FileWith(9)),
        Is.EqualTo(TokenErrorCode.TokenValueUnknown));

    [Test]
    public void Plan_KnownTokenNotLive_Creates() =>
        Assert.That(SmallMatomo.Api.Plan(Present.KnownToken(9)).Action, Is.EqualTo(TokenAction.Created));

    [Test]
    public void Plan_KnownTokenOfAnotherForm_Creates() =>
        Assert.That(SmallMatomo.Api.Plan(Present with { HasKnownToken = true }).Action, Is.EqualTo(TokenAction.Created));

    [Test]
    public void Plan_FileNotLiveButKnownTokenIs_WritesTheFile()
    {
        var step = SmallMatomo.Api.WithoutPassword().With(1).Plan(Present.TokenFile().KnownToken(1), FileWith(9));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(step.File, Is.EqualTo(FileAction.Write));
            Assert.That(step.Changes, Is.Empty);
            Assert.That(step.Value, Is.EqualTo(Value(1)));
        }
    }

    [Test]
    public void Plan_CreateWithoutPassword_SaysSo() => Assert.That(
        Assert.Throws<TokenException>(() => SmallMatomo.Api.WithoutPassword().Plan(Present.TokenFile())),
        Has.Property("Code").EqualTo(TokenErrorCode.InvalidArguments).And.Property("Reason").TypeOf<FailureReason.NoPassword>());

    [Test]
    public void Plan_ExpiryRequestedAndNotKnown_Warns() =>
        Assert.That(
            SmallMatomo.Api.With(1).Plan(Present.KnownToken(1).ExpiresIn("90d")).Warnings.Single(),
            Does.Contain("its expiry was not compared"));

    [Test]
    public void Plan_RenewalRequestedAndExpiryNotKnown_WarnsAndRenewsNothing()
    {
        var step = SmallMatomo.Api.With(1, InDays(1)).Plan(Present.KnownToken(1).ExpiresIn("90d", "30d"));
        Assert.That(step.Changed, Is.False);
        Assert.That(step.Warnings.Single(), Does.Contain("nothing is renewed"));
    }

    [Test]
    public void Plan_LittleLeftAsNoted_Renews()
    {
        var step = SmallMatomo.Api.With(1, InDays(29), noted: true).Plan(Present.TokenFile().ExpiresIn("90d", "30d"), FileWith(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Renewed));
            Assert.That(step.File, Is.EqualTo(FileAction.Write));
            Assert.That(step.MakesValue, Is.True);
            Assert.That(step.Others.Single().ExpiresAt, Is.EqualTo(InDays(29)));
        }
    }

    [Test]
    public void Plan_NotedByAClockThatWasAhead_IsNotBelieved()
    {
        var matomo = SmallMatomo.Api.With(1, InDays(29), noted: true);
        matomo.Now = InDays(-31);
        var step = matomo.Plan(Present.TokenFile().ExpiresIn("1d"), FileWith(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Token!.ExpiryKnown, Is.False);
            Assert.That(step.Token.ExpiresAt, Is.Null);
            Assert.That(step.Warnings.Single(), Does.Contain("ahead of the clock"));
        }
    }

    [Test]
    public void Plan_NotedInThisVeryMoment_IsBelieved()
    {
        var matomo = SmallMatomo.Api.With(1, InDays(29), noted: true);
        matomo.Now = InDays(-30);
        Assert.That(matomo.Plan(Present.TokenFile(), FileWith(1)).Token!.ExpiryKnown, Is.True);
    }

    [TestCase(29.0, 60.0, true)]
    [TestCase(60.0, 60.0, false)]
    public void Plan_ExpiryRequested_SaysWhetherItIsGranted(double noted, double requested, bool isRefused) => Assert.That(
        SmallMatomo.Api.With(1, InDays(noted), noted: true).Plan(Present.KnownToken(1).ExpiresAt(requested)).NotGranted,
        isRefused ? Is.EqualTo(new FailureReason.NeedsNewToken()) : Is.Null);

    [Test]
    public void Plan_TimeOfExpiryRequestedAndNotKnown_Warns() => Assert.That(
        SmallMatomo.Api.With(1).Plan(Present.KnownToken(1).ExpiresAt(9)).Warnings, Has.One.Contains("its expiry was not compared"));

    [TestCase(true, 0)]
    [TestCase(null, 1)]
    public void Plan_SecureOnlyOfLiveToken_WarnsUnlessItIsKnownToBe(bool? known, int warnings)
    {
        var token = new ObservedToken { SecureOnly = known };
        var value = new ObservedValue(new ValueCandidate(Value(1), ValueSource.KnownToken), ValueStatus.Live, token);
        var observation = new TokenObservation { Login = Login, Values = [value] };
        Assert.That(SmallMatomo.Api.Plan(Present.KnownToken(1).SecureOnly(), observation).Warnings, Has.Count.EqualTo(warnings));
    }

    [Test]
    public void Plan_OtherExpiryThanNoted_WarnsAndKeeps()
    {
        var step = SmallMatomo.Api.With(1, InDays(29), noted: true).Plan(Present.KnownToken(1).ExpiresAt(60));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Token!.ExpiresAt, Is.EqualTo(InDays(29)));
        }

        Assert.That(step.Warnings.Single(), Does.Contain("keeps its expiry (2026-03-30 12:00:00 UTC)"));
    }

    [Test]
    public void Plan_ExpiryAsNoted_NoWarning() =>
        Assert.That(SmallMatomo.Api.With(1, InDays(60), noted: true).Plan(Present.KnownToken(1).ExpiresAt(60)).Warnings, Is.Empty);

    [Test]
    public void Plan_OtherDescriptionThanNoted_Warns() => Assert.That(
        SmallMatomo.Api.With(1, description: "Old", noted: true).Plan(Present.KnownToken(1)).Warnings.Single(),
        Does.Contain("keeps its description \"Old\""));

    [Test]
    public void Plan_SecureOnlyOfLiveToken_Warns() =>
        Assert.That(
            SmallMatomo.Api.With(1).Plan(Present.KnownToken(1).SecureOnly()).Warnings.Single(), Does.Contain("was not made secure_only"));

    [Test]
    public void Plan_SecureOnlyFalse_NoWarning() =>
        Assert.That(SmallMatomo.Api.With(1).Plan(Present.KnownToken(1).SecureOnly(false)).Warnings, Is.Empty);

    [Test]
    public void Plan_CreateSecureOnly_IsRefused() =>
        Assert.That(SmallMatomo.Api.Refusal(Present.TokenFile().SecureOnly()), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_CreateSecureOnlyWhereTheApiCan_Creates()
    {
        var step = new SmallMatomo(StoreAbilities.Api with { SetsSecureOnly = true }).Plan(Present.TokenFile().SecureOnly());
        Assert.That(((StoreChange.Create)step.Changes.Single()).SecureOnly, Is.True);
    }

    [Test]
    public void Plan_CreateAndRevokeOthers_IsRefused() =>
        Assert.That(SmallMatomo.Api.Refusal(Present.TokenFile().RevokeOthers()), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_LiveAndRevokeOthers_Warns() =>
        Assert.That(
            SmallMatomo.Api.With(1).Plan(Present.KnownToken(1).RevokeOthers()).Warnings.Single(),
            Does.Contain("other tokens cannot be ended"));
}
