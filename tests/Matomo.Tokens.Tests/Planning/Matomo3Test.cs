using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class Matomo3Test
{
    [Test]
    public void Plan_Database_TheOneValueIsReturned()
    {
        var step = SmallMatomo.Database3.With(1).Plan(Present);
        Assert.That((step.Changed, step.Value), Is.EqualTo((false, Value(1))));
    }

    [Test]
    public void Plan_DescriptionAndExpiryDoNotApply_Warns() =>
        Assert.That(SmallMatomo.Database3.With(1).Plan(Present.ExpiresIn("1d").SecureOnly()).Warnings.Single(), Does.Contain("do not apply"));

    [Test]
    public void Plan_Database_FileIsWritten()
    {
        var step = SmallMatomo.Database3.With(1).Plan(Present.TokenFile());
        Assert.That((step.Action, step.File, step.Changes.Count), Is.EqualTo((TokenAction.Updated, FileAction.Write, 0)));
    }

    [Test]
    public void Plan_Database_OtherTokenAuthReplaces()
    {
        var step = SmallMatomo.Database3.With(1).Plan(Present.TokenAuth(7));
        Assert.That((step.Action, step.Value, step.Changes.Single()), Is.EqualTo((TokenAction.Updated, Value(7), (StoreChange)new StoreChange.Replace(Value(7)))));
    }

    [Test]
    public void Plan_Database_SameTokenAuthStays() => Assert.That(SmallMatomo.Database3.With(1).Plan(Present.TokenAuth(1)).Changed, Is.False);

    [Test]
    public void Plan_Database_RecreateAlwaysReplaces()
    {
        var step = SmallMatomo.Database3.With(1).Plan(Present.Recreate(RecreateMode.Always));
        Assert.That((step.MakesValue, step.Value, step.Action), Is.EqualTo((true, (TokenValue?)null, TokenAction.Updated)));
    }

    [Test]
    public void Plan_Database_RecreateAlwaysAfterAKill_TakesWhatIsPending()
    {
        var step = SmallMatomo.Database3.With(1).Plan(Present.TokenFile().Recreate(RecreateMode.Always), FileWith(9).WithPending(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changes, Is.Empty);
            Assert.That(step.File, Is.EqualTo(FileAction.PublishPending));
            Assert.That(step.Value, Is.EqualTo(Value(1)));
        }
    }

    [Test]
    public void Plan_Database_Absent_IsRefused() => Assert.That(SmallMatomo.Database3.With(1).Refusal(Absent), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_Api_KnownLiveIsKept() => Assert.That(SmallMatomo.Api3.With(1).Plan(Present.KnownToken(1)).Changed, Is.False);

    [Test]
    public void Plan_Api_KnownLiveNeedsNoPassword() =>
        Assert.That(SmallMatomo.Api3.WithoutPassword().With(1).Plan(Present.KnownToken(1)).Value, Is.EqualTo(Value(1)));

    [Test]
    public void Plan_Api_NotKnown_IsRetrievedAndThatChangesNothing()
    {
        var step = SmallMatomo.Api3.With(1).Plan(Present);
        Assert.That((step.Changed, step.Action, step.Changes.Single()), Is.EqualTo((false, TokenAction.None, (StoreChange)new StoreChange.Retrieve())));
    }

    [Test]
    public void Plan_Api_NotKnownWithFile_IsRetrievedAndWritten()
    {
        var step = SmallMatomo.Api3.With(1).Plan(Present.TokenFile(), FileWith(9));
        Assert.That((step.Changed, step.Action, step.File, step.MakesValue), Is.EqualTo((true, TokenAction.Updated, FileAction.Write, false)));
    }

    [Test]
    public void Plan_Api_NotKnownWithoutPassword_SaysSo() =>
        Assert.That(SmallMatomo.Api3.WithoutPassword().Refusal(Present), Is.EqualTo(TokenErrorCode.InvalidArguments));

    [Test]
    public void Plan_Api_OtherTokenAuth_Fails() => Assert.That(SmallMatomo.Api3.With(1).Refusal(Present.TokenAuth(9)), Is.EqualTo(TokenErrorCode.TokenValueUnknown));

    [Test]
    public void Plan_Api_RecreateAlways_IsRefused() =>
        Assert.That(SmallMatomo.Api3.With(1).Refusal(Present.Recreate(RecreateMode.Always)), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_Api_RecreateNever_IsRetrieved() =>
        Assert.That(SmallMatomo.Api3.With(1).Plan(Present.Recreate(RecreateMode.Never)).Changes, Has.Count.EqualTo(1));
}
