using Matomo.Tokens.Errors;
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

    [TestCase(FileAction.SetAttributes, false, false, true)]
    [TestCase(FileAction.None, true, false, true)]
    [TestCase(FileAction.None, false, true, true)]
    [TestCase(FileAction.None, false, false, false)]
    public void NeedsLock_WhatChangesAnythingOfTheToken(FileAction action, bool discardsPending, bool changes, bool needsLock)
    {
        var step = Step with { File = action, DiscardPending = discardsPending, Changes = changes ? [new StoreChange.Retrieve()] : [] };
        Assert.That(new FileSlot(0, Request, checkMode: false).NeedsLock(step), Is.EqualTo(needsLock));
        Assert.That(new FileSlot(0, Present, checkMode: false).NeedsLock(step), Is.False, "without a file");
    }

    /// <summary>What is published as an earlier run left it needs no new file, unless its note is written anew.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void Check_NotesAnew_ProvesThatTheNoteCanBeWritten(bool notesAnew)
    {
        Directory.CreateDirectory(There.PendingCompanion);
        var slot = new FileSlot(0, Request, checkMode: false);
        var step = Step with { File = FileAction.None, NotesAnew = notesAnew };
        Assert.That(() => slot.Check(step), notesAnew ? Throws.InstanceOf<TokenException>() : Throws.Nothing);
    }

    [TestCase(null, "https://matomo.example/")]
    [TestCase("https://new.example/", "https://new.example/")]
    public void Keep_StoreWithoutAUrl_WhatWasNotedStays(string? url, string noted)
    {
        There.Write(Value(6));
        var slot = new FileSlot(0, Request, checkMode: false);
        slot.Observe();
        slot.Prepare(Step, isApplied: true);
        slot.Keep(Value(6), new(), url);
        slot.Publish(Step);
        Assert.That(There.Observed().CompanionOf(Value(6))!.Url, Is.EqualTo(noted));
    }

    [Test]
    public void Publish_NothingWasKept_IsAMistakeOfTheProgram()
    {
        There.With(Value(5).Reveal());
        var slot = new FileSlot(0, Request, checkMode: false);
        slot.Prepare(Step, isApplied: true);
        Assert.That(() => slot.Publish(Step), Throws.InvalidOperationException);
        Assert.That(There.Content, Is.EqualTo(Value(5).Reveal()));
    }

    private TokenStep Step => new() { Index = 0, Request = Request, Login = Login, File = FileAction.Write };

    private static void Keep(FileSlot slot) => slot.Keep(Value(6), new() { ExpiryKnown = true }, url: null);

    private (FileSlot Slot, TokenStep Step) Revoking(bool forget = true)
    {
        There.With(Value(5).Reveal(), path: There.Pending);
        return Working(forget, new StoreChange.Revoke([5]));
    }

    private (FileSlot Slot, TokenStep Step) Working(bool forget, params IEnumerable<StoreChange> changes)
    {
        var step = Step with
        {
            Changes = [new StoreChange.Create(TokenDescription.Parse(Description)), .. changes],
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
