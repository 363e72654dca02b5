using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class PresentInDatabaseTest
{
    [Test]
    public void Plan_KnownLive_NothingToDo()
    {
        var step = SmallMatomo.Database.With(1).Plan(Present.KnownToken(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.None));
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Value, Is.EqualTo(Value(1)));
            Assert.That(step.Token!.Id, Is.EqualTo(1));
        }
    }

    [Test]
    public void Plan_TokenAuthLive_NothingToDo() => Assert.That(SmallMatomo.Database.With(1).Plan(Present.TokenAuth(1)).Changed, Is.False);

    [Test]
    public void Plan_KnownLive_OtherRowsAreNotLookedAt()
    {
        var step = SmallMatomo.Database.With(1, InDays(5)).With(2, InDays(400)).Plan(Present.KnownToken(1).ExpiresIn("90d"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Others.Single().Id, Is.EqualTo(2));
        }
    }

    [Test]
    public void Plan_KnownLiveOfOtherDescription_IsRenamed()
    {
        var step = SmallMatomo.Database.With(1, description: "Old name").Plan(Present.KnownToken(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(Updated(step).Description!.Text, Is.EqualTo(Description));
            Assert.That(Updated(step).ChangesExpiry, Is.False);
        }
    }

    [TestCase("wp-matomo")]
    [TestCase("WP-Matomo ")]
    public void Plan_KnownLiveOfSimilarDescription_IsRenamed(string description) =>
        Assert.That(SmallMatomo.Database.With(1, description: description).Plan(Present.KnownToken(1)).Changes, Has.Count.EqualTo(1));

    [TestCase("a &amp; b")]
    [TestCase("a & b")]
    public void Plan_DescriptionEscapedOrRaw_IsTheSame(string stored) => Assert.That(
        SmallMatomo.Database.With(1, description: stored)
            .Plan((Present with { Description = TokenDescription.Parse("a & b") }).KnownToken(1)).Changed,
        Is.False);

    [Test]
    public void Plan_TokenAuthAbsent_IsStored()
    {
        var step = SmallMatomo.Database.Plan(Present.TokenAuth(7).ExpiresAt(3).SecureOnly());
        var created = Created(step);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(step.Value, Is.EqualTo(Value(7)));
            Assert.That(step.MakesValue, Is.False);
            Assert.That(created.Value, Is.EqualTo(Value(7)));
            Assert.That(created.ExpiresAt, Is.EqualTo(InDays(3)));
            Assert.That(created.SecureOnly, Is.True);
            Assert.That(step.File, Is.EqualTo(FileAction.None));
        }
    }

    /// <summary>What a store looks at to tell what it tries first, and which rows it waits for.</summary>
    [Test]
    public void StoresValue_WhatIsMadeOrReplaced()
    {
        StoreChange[] all =
        [
            new StoreChange.Create(TokenDescription.Parse(Description)),
            new StoreChange.Replace(Value(1)),
            new StoreChange.Update(1),
            new StoreChange.Expire([1], Now),
            new StoreChange.Revoke([1]),
            new StoreChange.Retrieve(),
        ];
        Assert.That(all.Where(change => change.StoresValue), Is.EqualTo(all[..2]));
        var step = new TokenStep { Index = 0, Request = Present, Login = Login, Changes = all };
        Assert.That(step.StoresValue, Is.True, "one of them is enough");
        Assert.That((step with { Changes = all[2..] }).StoresValue, Is.False);
    }

    [Test]
    public void Plan_TokenAuthAbsentBesideLiveGroup_IsStored() =>
        Assert.That(SmallMatomo.Database.With(1).Plan(Present.TokenAuth(7)).Others.Single().Id, Is.EqualTo(1));

    [Test]
    public void Plan_TokenAuthExpired_ItsRowLivesAgainForEver()
    {
        var step = SmallMatomo.Database.With(1, InDays(-1)).Plan(Present.TokenAuth(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(step.Value, Is.EqualTo(Value(1)));
            Assert.That(step.Token!.Id, Is.EqualTo(1));
        }

        Assert.That(Updated(step), Is.EqualTo(new StoreChange.Update(1) { ChangesExpiry = true }));
    }

    [Test]
    public void Plan_TokenAuthExpired_TakesTheRequestedExpiry() =>
        Assert.That(
            Updated(SmallMatomo.Database.With(1, InDays(-1)).Plan(Present.TokenAuth(1).ExpiresAt(9))).ExpiresAt, Is.EqualTo(InDays(9)));

    [Test]
    public void Plan_TokenAuthExpiredOfOtherDescription_IsRenamed() => Assert.That(
        Updated(SmallMatomo.Database.With(1, InDays(-1), description: "Old").Plan(Present.TokenAuth(1))).Description!.Text,
        Is.EqualTo(Description));

    [Test]
    public void Plan_NotKnownWithoutFile_HeadStaysAndItsValueUnknown()
    {
        var step = SmallMatomo.Database.With(1).Plan(Present);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Value, Is.Null);
            Assert.That(step.Token!.Id, Is.EqualTo(1));
        }
    }

    [Test]
    public void Plan_KnownTokenNotLiveWithoutFile_HeadStays() =>
        Assert.That(SmallMatomo.Database.With(1).Plan(Present.KnownToken(9)).Changed, Is.False);

    [Test]
    public void Plan_ValueNeededInEveryRun_NotKept_IsNotIdempotent([Values] bool hasGroup) => Assert.That(
        Assert.Throws<TokenException>(() => (hasGroup ? SmallMatomo.Database.With(1) : SmallMatomo.Database).Plan(Present.NeedsValue())),
        Has.Property("Code").EqualTo(TokenErrorCode.NotIdempotent).And.Property("Reason").EqualTo(new FailureReason.ValueNotKept()));

    [Test]
    public void Plan_ValueNeededInEveryRun_MadeInEveryRun_Creates() =>
        Assert.That(SmallMatomo.Database.With(1).Plan(Present.NeedsValue().Recreate(RecreateMode.Always)).MakesValue);

    [Test]
    public void Plan_ValueNeededInEveryRun_Requested_IsStored() =>
        Assert.That(SmallMatomo.Database.Plan(Present.NeedsValue().TokenAuth(1)).Value, Is.EqualTo(Value(1)));

    [Test]
    public void Plan_ValueNeededInEveryRun_KnownIsNotLive_CreatesBesideAndWarns()
    {
        var step = SmallMatomo.Database.With(1).Plan(Present.NeedsValue().KnownToken(9));
        Assert.That(step.MakesValue);
        Assert.That(step.Warnings, Has.One.Contains("id 1"));
    }

    [Test]
    public void Plan_ValueNeededInEveryRun_Matomo3HasIt() =>
        Assert.That(SmallMatomo.Database3.With(1).Plan(Present.NeedsValue()).Value, Is.EqualTo(Value(1)));

    [Test]
    public void Plan_NotKnownWithoutFile_HeadIsBroughtIntoLine()
    {
        var step = SmallMatomo.Database.With(1, InDays(5)).With(2, InDays(50)).Plan(Present.ExpiresAt(20).SecureOnly());
        Assert.That(
            Updated(step), Is.EqualTo(new StoreChange.Update(2) { ChangesExpiry = true, ExpiresAt = InDays(20), SecureOnly = true }));
    }

    [Test]
    public void Plan_NotKnownWithoutFile_OneThatFitsIsEnough()
    {
        var matomo = SmallMatomo.Database.With(1, InDays(20)).With(2).With(3);
        var step = matomo.Plan(Present.ExpiresIn("90d"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Token!.Id, Is.EqualTo(1));
            Assert.That(step.Others.Select(other => other.Id), Is.EqualTo(new long?[] { 3, 2 }));
        }
    }

    [Test]
    public void Plan_NotKnownWithoutFile_NoneFits_TheHeadAloneIsBroughtIntoLine()
    {
        var matomo = SmallMatomo.Database.With(1).With(2).With(3);
        var request = Present.ExpiresIn("90d");
        var step = matomo.Plan(request);
        Assert.That(Updated(step).Id, Is.EqualTo(3));
        matomo.Apply(step);
        matomo.Now = Now.AddHours(1);
        Assert.That(matomo.Plan(request).Changed, Is.False);
    }

    [Test]
    public void Plan_NotKnownWithoutFile_OneThatFitsButIsDueIsNotEnough() => Assert.That(
        Updated(SmallMatomo.Database.With(1, InDays(5)).With(2).Plan(Present.ExpiresIn("90d", "30d"))).Id, Is.EqualTo(2));

    [Test]
    public void Plan_LostValueBesideLiveGroup_CreatesAndWarns()
    {
        var step = SmallMatomo.Database.With(1, used: InDays(-2)).With(2).Plan(Present.TokenFile());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(step.File, Is.EqualTo(FileAction.Write));
            Assert.That(step.MakesValue, Is.True);
        }

        Assert.That(step.Others.Select(other => other.Id), Is.EqualTo(new long?[] { 2, 1 }));
        Assert.That(step.Warnings.Single(), Does.Contain("id 1, last used 2026-02-27 12:00 UTC").And.Contains("id 2, last used never"));
    }

    [Test]
    public void Plan_LostValueInFileBesideLiveGroup_CreatesAndWarns() =>
        Assert.That(SmallMatomo.Database.With(1).Plan(Present.TokenFile(), FileWith(9)).Warnings, Has.Count.EqualTo(1));

    [Test]
    public void Plan_LostValueBesideLiveGroupRecreateNever_Fails() => Assert.That(
        SmallMatomo.Database.With(1).Refusal(Present.TokenFile().Recreate(RecreateMode.Never)),
        Is.EqualTo(TokenErrorCode.TokenValueUnknown));

    [Test]
    public void Plan_EmptyGroup_Creates()
    {
        var step = SmallMatomo.Database.Plan(Present);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(step.MakesValue, Is.True);
            Assert.That(step.Value, Is.Null);
            Assert.That(step.Warnings, Is.Empty);
        }
    }

    [Test]
    public void Plan_EmptyGroupRecreateNever_Fails() =>
        Assert.That(SmallMatomo.Database.Refusal(Present.Recreate(RecreateMode.Never)), Is.EqualTo(TokenErrorCode.TokenValueUnknown));

    [Test]
    public void Plan_LiveGroupRecreateNever_NothingToDo() =>
        Assert.That(SmallMatomo.Database.With(1).Plan(Present.Recreate(RecreateMode.Never)).Changed, Is.False);

    [Test]
    public void Plan_ExpiredGroup_Creates() =>
        Assert.That(SmallMatomo.Database.With(1, InDays(-1)).Plan(Present).Action, Is.EqualTo(TokenAction.Created));

    [Test]
    public void Plan_ExpiresThisVeryMoment_IsExpired() =>
        Assert.That(SmallMatomo.Database.With(1, Now).Plan(Present).Action, Is.EqualTo(TokenAction.Created));

    [Test]
    public void Plan_OtherDescription_IsNotOfTheGroup() =>
        Assert.That(SmallMatomo.Database.With(1, description: "wp-matomo").Plan(Present).Action, Is.EqualTo(TokenAction.Created));

    [Test]
    public void Plan_OtherUsersRow_IsNotOfTheGroup() =>
        Assert.That(SmallMatomo.Database.With(1, login: "bob").Plan(Present).Action, Is.EqualTo(TokenAction.Created));

    [Test]
    public void Plan_RecreateAlways_CreatesBesideKnown()
    {
        var step = SmallMatomo.Database.With(1).Plan(Present.KnownToken(1).Recreate(RecreateMode.Always));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(step.Changes, Has.Count.EqualTo(1));
            Assert.That(step.Others.Single().Id, Is.EqualTo(1));
        }
    }

    [Test]
    public void Plan_Head_NoExpiryIsLastOfAll() =>
        Assert.That(SmallMatomo.Database.With(1).With(2, InDays(9999)).Plan(Present).Token!.Id, Is.EqualTo(1));

    [Test]
    public void Plan_Head_ExpiresLast() =>
        Assert.That(SmallMatomo.Database.With(3, InDays(1)).With(1, InDays(3)).With(2, InDays(2)).Plan(Present).Token!.Id, Is.EqualTo(1));

    [Test]
    public void Plan_Head_OfEqualsTheHighestId() =>
        Assert.That(SmallMatomo.Database.With(1, InDays(3)).With(12, InDays(3)).With(7, InDays(3)).Plan(Present).Token!.Id, Is.EqualTo(12));

    [Test]
    public void Plan_Head_OfEqualsWithoutExpiryTheHighestId() =>
        Assert.That(SmallMatomo.Database.With(12).With(7).Plan(Present).Token!.Id, Is.EqualTo(12));

    [Test]
    public void Plan_Head_ExpiredIsIgnored() =>
        Assert.That(SmallMatomo.Database.With(9, InDays(-1)).With(1, InDays(1)).Plan(Present).Token!.Id, Is.EqualTo(1));

    [Test]
    public void Plan_Head_SystemRowIsIgnored()
    {
        var observation = new Observations.TokenObservation
        {
            Login = Login,
            Group =
            [
                new() { Id = 9, IsSystem = true, ExpiryKnown = true },
                new() { Id = 1, ExpiryKnown = true, ExpiresAt = InDays(1), Description = Description },
            ],
        };
        Assert.That(SmallMatomo.Database.Plan(Present, observation).Token!.Id, Is.EqualTo(1));
    }

    [Test]
    public void Plan_ManyRequests_OneStepEachInTheirOrder()
    {
        var observation = new Observations.StoreObservation
        {
            Now = Now,
            Abilities = Observations.StoreAbilities.Database,
            Tokens = [new() { Login = "a" }, new() { Login = "b", Warnings = ["noticed"] }],
        };
        var plan = TokenPlanner.Plan([Present with { Login = "a" }, Present with { Login = "b" }], observation, [null, null]);
        Assert.That(plan.Select(step => step.Login), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(plan[1].Warnings, Is.EqualTo(new[] { "noticed" }));
    }

    private static StoreChange.Update Updated(TokenStep step) => (StoreChange.Update)step.Changes.Single();

    private static StoreChange.Create Created(TokenStep step) => (StoreChange.Create)step.Changes.Single();
}
