using Matomo.Tokens.Observations;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Files;

/// <summary>What the next run finds when one ends between two steps, and that it can go on from there.</summary>
public class CrashTest : DirectoryFixture
{
    private static TokenFileObservation Old => new()
    {
        Exists = true,
        Value = Value(1),
        IsExact = true,
        Note = TokenDirectory.Note(Value(1)),
    };

    [SetUp]
    public void WriteOld() => There.Write(Value(1));

    [Test]
    public void Crash_AfterPrepare_PendingIsWorthless()
    {
        There.File.Prepare();
        Assert.That(There.File.Observe(), Is.EqualTo(Old with { PendingExists = true }));
    }

    [Test]
    public void Crash_AfterPrepare_OldNoteStillCounts()
    {
        There.File.Prepare();
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.EqualTo(TokenDirectory.Note(Value(1))));
    }

    [Test]
    public void Crash_AfterKeep_BothValuesAreThere()
    {
        Keep(Value(2));
        var pending = Old with { PendingExists = true, PendingValue = Value(2), PendingNote = TokenDirectory.Note(Value(2)) };
        Assert.That(There.File.Observe(), Is.EqualTo(pending));
    }

    [Test]
    public void Crash_AfterKeep_BothNotesCount()
    {
        Keep(Value(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Observed().CompanionOf(Value(1)), Is.EqualTo(TokenDirectory.Note(Value(1))));
            Assert.That(There.Observed().CompanionOf(Value(2)), Is.EqualTo(TokenDirectory.Note(Value(2))));
        }
    }

    [Test]
    public void Crash_AfterKeep_FileItselfIsAsBefore()
    {
        Keep(Value(2));
        Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
    }

    [Test]
    public void Crash_HalfWayThroughPublish_ValueAndNoteAreFound()
    {
        Keep(Value(2));
        File.Move(There.PendingCompanion, There.Companion, overwrite: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.File.Observe().PendingValue, Is.EqualTo(Value(2)));
            Assert.That(There.Observed().CompanionOf(Value(2)), Is.EqualTo(TokenDirectory.Note(Value(2))));
        }
    }

    [Test]
    public void Crash_HalfWayThroughPublish_NextRunPublishes()
    {
        Keep(Value(2));
        File.Move(There.PendingCompanion, There.Companion, overwrite: true);
        There.Observed().PublishEarlier(Value(2));
        AssertPublished();
    }

    [Test]
    public void PublishEarlier_AfterKeep()
    {
        Keep(Value(2));
        There.Observed().PublishEarlier(Value(2));
        AssertPublished();
    }

    [Test]
    public void PublishEarlier_WithoutItsNote_ReplacesTheOldOne()
    {
        Keep(Value(2));
        File.WriteAllText(There.PendingCompanion, "\n");
        There.Observed().PublishEarlier(Value(2));
        Assert.That(There.Names, Is.EqualTo(new[] { "token", "token.json" }));
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.Null);
    }

    [Test]
    public void PublishEarlier_TakesTheModeThatIsWantedNow()
    {
        Keep(Value(2));
        new Tokens.Files.TokenFile(There.Request with { Mode = _ => TokenDirectory.Octal("0640") }).PublishEarlier(Value(2));
        Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0640")));
    }

    [Test]
    public void PublishEarlier_Gone_IsUnwritable() => AssertNotPublished();

    [Test]
    public void PublishEarlier_Link_IsRefused()
    {
        File.CreateSymbolicLink(There.Pending, There.Path);
        AssertNotPublished();
    }

    [Test]
    public void PublishEarlier_OtherValue_IsRefused()
    {
        Keep(Value(3));
        AssertNotPublished();
    }

    [Test]
    public void Discard_AfterKeep_LeavesTheOld()
    {
        Keep(Value(2));
        There.File.Discard();
        Assert.That(There.Names, Is.EqualTo(new[] { "token", "token.json" }));
        Assert.That(There.File.Observe(), Is.EqualTo(Old));
    }

    [Test]
    public void Discard_Nothing_DoesNothing() => Assert.That(There.File.Discard, Throws.Nothing);

    [Test]
    public void Prepare_AfterCrash_StartsAnew()
    {
        Keep(Value(2));
        There.Write(Value(3));
        Assert.That(There.Content, Is.EqualTo(Value(3).Reveal()));
    }

    [Test]
    public void Pending_HoldsTheValueInFullOrNotAtAll()
    {
        There.With(Value(2).Reveal()[..20] + "\n\n\n\n\n\n\n\n\n\n\n\n", path: There.Pending);
        Assert.That(There.File.Observe(), Is.EqualTo(Old with { PendingExists = true }));
    }

    private void Keep(TokenValue value)
    {
        var file = There.File;
        file.Prepare();
        file.Keep(value, TokenDirectory.Note(value));
    }

    private void AssertNotPublished()
    {
        Assert.That(CodeOf(() => There.File.PublishEarlier(Value(2))), Is.EqualTo(Tokens.Errors.TokenErrorCode.TokenFileUnwritable));
        Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
    }

    private void AssertPublished()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Content, Is.EqualTo(Value(2).Reveal()));
            Assert.That(There.Observed().CompanionOf(Value(2)), Is.EqualTo(TokenDirectory.Note(Value(2))));
        }
        Assert.That(There.Names, Is.EqualTo(new[] { "token", "token.json" }));
    }
}
