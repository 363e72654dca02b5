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
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Value, Is.EqualTo(Value(1)));
        }
    }

    [Test]
    public void Plan_DescriptionAndExpiryDoNotApply_Warns() =>
        Assert.That(
            SmallMatomo.Database3.With(1).Plan(Present.ExpiresIn("1d").SecureOnly()).Warnings.Single(), Does.Contain("do not apply"));

    [Test]
    public void Plan_Database_FileIsWritten()
    {
        var step = SmallMatomo.Database3.With(1).Plan(Present.TokenFile());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(step.File, Is.EqualTo(FileAction.Write));
            Assert.That(step.Changes, Is.Empty);
        }
    }

    [Test]
    public void Plan_Database_OtherTokenAuthReplaces()
    {
        var step = SmallMatomo.Database3.With(1).Plan(Present.TokenAuth(7));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(step.Value, Is.EqualTo(Value(7)));
            Assert.That(step.Changes.Single(), Is.EqualTo(new StoreChange.Replace(Value(7))));
        }
    }

    [Test]
    public void Plan_Database_SameTokenAuthStays() =>
        Assert.That(SmallMatomo.Database3.With(1).Plan(Present.TokenAuth(1)).Changed, Is.False);

    [Test]
    public void Plan_Database_RecreateAlwaysReplaces()
    {
        var step = SmallMatomo.Database3.With(1).Plan(Present.Recreate(RecreateMode.Always));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.MakesValue, Is.True);
            Assert.That(step.Value, Is.Null);
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
        }
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
    public void Plan_Database_Absent_IsRefused() =>
        Assert.That(SmallMatomo.Database3.With(1).Refusal(Absent), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_Api_KnownLiveIsKept() => Assert.That(SmallMatomo.Api3.With(1).Plan(Present.KnownToken(1)).Changed, Is.False);

    [Test]
    public void Plan_Api_KnownLiveNeedsNoPassword() =>
        Assert.That(SmallMatomo.Api3.WithoutPassword().With(1).Plan(Present.KnownToken(1)).Value, Is.EqualTo(Value(1)));

    [Test]
    public void Plan_Api_NotKnown_IsRetrievedAndThatChangesNothing()
    {
        var step = SmallMatomo.Api3.With(1).Plan(Present);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.False);
            Assert.That(step.Action, Is.EqualTo(TokenAction.None));
            Assert.That(step.Changes.Single(), Is.EqualTo(new StoreChange.Retrieve()));
        }
    }

    [Test]
    public void Plan_Api_NotKnownWithFile_IsRetrievedAndWritten()
    {
        var step = SmallMatomo.Api3.With(1).Plan(Present.TokenFile(), FileWith(9));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Changed, Is.True);
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(step.File, Is.EqualTo(FileAction.Write));
            Assert.That(step.MakesValue, Is.False);
        }
    }

    [Test]
    public void Plan_Api_NotKnownWithoutPassword_SaysSo() =>
        Assert.That(SmallMatomo.Api3.WithoutPassword().Refusal(Present), Is.EqualTo(TokenErrorCode.InvalidArguments));

    [Test]
    public void Plan_Api_OtherTokenAuth_Fails() =>
        Assert.That(SmallMatomo.Api3.With(1).Refusal(Present.TokenAuth(9)), Is.EqualTo(TokenErrorCode.TokenValueUnknown));

    [Test]
    public void Plan_Api_RecreateAlways_IsRefused() =>
        Assert.That(SmallMatomo.Api3.With(1).Refusal(Present.Recreate(RecreateMode.Always)), Is.EqualTo(TokenErrorCode.Unsupported));

    [Test]
    public void Plan_Api_RecreateNever_IsRetrieved() =>
        Assert.That(SmallMatomo.Api3.With(1).Plan(Present.Recreate(RecreateMode.Never)).Changes, Has.Count.EqualTo(1));
}
