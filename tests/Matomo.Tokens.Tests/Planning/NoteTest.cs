using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

/// <summary>The note beside a token file is held against the row.</summary>
public class NoteTest
{
    private static SmallMatomo Noted => SmallMatomo.Database.With(1, InDays(60), secureOnly: true).Noting(1);

    private static IEnumerable<Func<TokenCompanion, TokenCompanion>> Wrong =>
    [
        note => note with { ExpiresAt = null },
        note => note with { ExpiresAt = InDays(61) },
        note => note with { CreatedAt = Now },
        note => note with { CreatedAt = null },
        note => note with { SecureOnly = null },
        note => note with { Description = "Old" },
        note => note with { Description = null },
    ];

    [Test]
    public void Plan_NoteIsRight_FileStays() => Assert.That(Noted.Plan(Present.TokenFile(), FileWith(1)).Changed, Is.False);

    [TestCaseSource(nameof(Wrong))]
    public void Plan_NoteDiffers_IsWrittenAnew(Delegate change)
    {
        var matomo = Noted.Noting(1, (Func<TokenCompanion, TokenCompanion>)change);
        var step = matomo.Plan(Present.TokenFile(), FileWith(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(step.Changes, Is.Empty);
            Assert.That(step.File, Is.EqualTo(FileAction.Refresh));
        }

        Assert.That(matomo.Plan(Present.TokenFile(), matomo.Apply(step, FileWith(1))).Changed, Is.False);
    }

    [Test]
    public void Plan_TokenAndAttributesChange_NoteIsWrittenAnew() => Assert.That(
        Noted.Plan(Present.TokenFile().ExpiresAt(9), FileWith(1) with { AttributesInLine = false }).File, Is.EqualTo(FileAction.Refresh));

    [Test]
    public void Plan_NoteIsRightAndAttributesDiffer_TheyAreSet() => Assert.That(
        Noted.Plan(Present.TokenFile(), FileWith(1) with { AttributesInLine = false }).File, Is.EqualTo(FileAction.SetAttributes));

    [Test]
    public void Plan_DescriptionNotedInTheOtherForm_IsTheSame() => Assert.That(
        SmallMatomo.Database.With(1, description: "a &amp; b").Noting(1, note => note with { Description = "a & b" })
            .Plan((Present with { Description = TokenDescription.Parse("a & b") }).TokenFile(), FileWith(1)).Changed,
        Is.False);

    [Test]
    public void Plan_PendingIsPublishedAndTheTokenChanges_NoteIsWrittenAnew()
    {
        var step = Noted.Plan(Present.TokenFile().ExpiresAt(9), FileWith(8).WithPending(1));
        Assert.That(step.File, Is.EqualTo(FileAction.PublishPending));
        Assert.That(step.NotesAnew, Is.True);
    }

    [Test]
    public void Plan_PendingIsPublishedAsNoted_NoteStays() =>
        Assert.That(Noted.Plan(Present.TokenFile(), FileWith(8).WithPending(1)).NotesAnew, Is.False);

    [Test]
    public void Plan_FileIsWrittenAnyhow_ItsNoteWithIt()
    {
        var step = Noted.Plan(Present.TokenFile().ExpiresAt(9), FileWith(1) with { IsExact = false });
        Assert.That(step.File, Is.EqualTo(FileAction.Write));
        Assert.That(step.NotesAnew, Is.False);
    }

    [Test]
    public void Plan_NoFileRequested_NothingIsNoted() =>
        Assert.That(SmallMatomo.Database.With(1).Plan(Present.KnownToken(1).ExpiresAt(9)).File, Is.EqualTo(FileAction.None));

    /// <summary>Somebody else has written the value into the file.</summary>
    [Test]
    public void Plan_NoteOfAnotherValue_IsWrittenAnew() => Assert.That(
        SmallMatomo.Database.With(1).Plan(Present.TokenFile(), FileWith(1) with { Note = Files.TokenDirectory.Note(Value(2)) }).File,
        Is.EqualTo(FileAction.Refresh));

    [Test]
    public void Plan_NoNote_FileStays() =>
        Assert.That(SmallMatomo.Database.With(1).Plan(Present.TokenFile(), FileWith(1)).Changed, Is.False);

    [Test]
    public void Plan_OverApi_NothingElseTells_FileStays() => Assert.That(
        SmallMatomo.Api.With(1).Noting(1, note => note with { Description = "Old" }).Plan(Present.TokenFile(), FileWith(1)).File,
        Is.EqualTo(FileAction.None));
}
