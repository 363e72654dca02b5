using Matomo.Tokens.Planning;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Tests.Files;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Reconciling;

public sealed class FileSlotTest : DirectoryFixture
{
    private TokenRequest Request => Present with { TokenFile = There.Request };

    /// <summary>Only the pending file has the live value, whose token the run was about to revoke.</summary>
    [Test]
    public void Forget_EarlierValueWasToBeRevoked_StaysInItsPendingFile()
    {
        There.With(Value(5).Reveal(), path: There.Pending);
        Undo(new StoreChange.Create(TokenDescription.Parse(Description)), new StoreChange.Revoke([5]));
        Assert.That(There.File.Observe().PendingValue, Is.EqualTo(Value(5)));
        Assert.That(There.Names, Does.Not.Contain("token"));
    }

    [Test]
    public void Forget_EarlierValueIsNotLive_NothingStays()
    {
        There.With(Value(5).Reveal(), path: There.Pending);
        Undo(new StoreChange.Create(TokenDescription.Parse(Description)));
        Assert.That(There.Names, Is.Empty);
    }

    private void Undo(params StoreChange[] changes)
    {
        var step = new TokenStep
        {
            Index = 0,
            Request = Request,
            Login = Login,
            Changes = changes,
            File = FileAction.Write,
            DiscardPending = true,
        };
        var slot = new FileSlot(0, Request, checkMode: false);
        slot.Observe();
        slot.Prepare(step);
        slot.Keep(Value(6), new() { ExpiryKnown = true }, url: null);
        slot.Forget();
    }
}
