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
        _ = Revoking();
        Assert.That(There.File.Observe().PendingValue, Is.EqualTo(Value(5)));
        Assert.That(There.Names, Does.Not.Contain("token"));
    }

    /// <summary>A run that is killed at any point before its changes are committed.</summary>
    [Test]
    public void Keep_EarlierValueIsToBeRevoked_StaysUntilItIs()
    {
        var (slot, step) = Revoking(forget: false);
        Assert.That(There.File.Observe().PendingValue, Is.EqualTo(Value(5)));
        slot.Prepare(step, isApplied: true);
        Keep(slot);
        slot.Publish(step);
        Assert.That(There.File.Observe(), Has.Property("Value").EqualTo(Value(6)).And.Property("PendingExists").False);
    }

    [Test]
    public void Forget_EarlierValueIsNotLive_NothingStays()
    {
        There.With(Value(5).Reveal(), path: There.Pending);
        _ = Working(forget: true);
        Assert.That(There.Names, Is.Empty);
    }

    private static void Keep(FileSlot slot) => slot.Keep(Value(6), new() { ExpiryKnown = true }, url: null);

    private (FileSlot Slot, TokenStep Step) Revoking(bool forget = true)
    {
        There.With(Value(5).Reveal(), path: There.Pending);
        return Working(forget, new StoreChange.Revoke([5]));
    }

    private (FileSlot Slot, TokenStep Step) Working(bool forget, params IEnumerable<StoreChange> changes)
    {
        var step = new TokenStep
        {
            Index = 0,
            Request = Request,
            Login = Login,
            Changes = [new StoreChange.Create(TokenDescription.Parse(Description)), .. changes],
            File = FileAction.Write,
            DiscardPending = true,
        };
        var slot = new FileSlot(0, Request, checkMode: false);
        slot.Observe();
        slot.Prepare(step, isApplied: false);
        Keep(slot);
        if (forget)
            slot.Forget();

        return (slot, step);
    }
}
