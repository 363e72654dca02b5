using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

public class FilePlanTest
{
    private static readonly TokenFileObservation Missing = new();

    private static SmallMatomo Live => SmallMatomo.Database.With(1);

    [Test]
    public void Plan_ExactFile_Stays() => AssertFile(FileWith(1), FileAction.None);

    [Test]
    public void Plan_OtherAttributes_AreSet() => AssertFile(FileWith(1) with { AttributesInLine = false }, FileAction.SetAttributes);

    [Test]
    public void Plan_TrailingNewline_IsWrittenAnew() => AssertFile(FileWith(1) with { IsExact = false }, FileAction.Write);

    [Test]
    public void Plan_TrailingNewlineAndOtherAttributes_IsWrittenAnew() =>
        AssertFile(FileWith(1) with { IsExact = false, AttributesInLine = false }, FileAction.Write);

    [Test]
    public void Plan_Missing_IsWritten() => AssertFile(Missing, FileAction.Write);

    [Test]
    public void Plan_Empty_IsWritten() => AssertFile(new TokenFileObservation { Exists = true }, FileAction.Write);

    [Test]
    public void Plan_OtherValue_IsWritten() => AssertFile(FileWith(9), FileAction.Write);

    [Test]
    public void Plan_PendingLive_IsPublished() => AssertFile(Missing.WithPending(1), FileAction.PublishPending);

    [Test]
    public void Plan_PendingLiveOverOtherValue_IsPublished() => AssertFile(FileWith(9).WithPending(1), FileAction.PublishPending);

    [Test]
    public void Plan_PendingLiveOverLive_PendingWins()
    {
        var step = Live.With(2).Plan(Present.TokenFile(), FileWith(1).WithPending(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(step.File, Is.EqualTo(FileAction.PublishPending));
            Assert.That(step.Value, Is.EqualTo(Value(2)));
            Assert.That(step.DiscardPending, Is.False);
        }
    }

    [Test]
    public void Plan_PendingNotLive_IsDiscarded() => AssertFile(FileWith(1).WithPending(9), FileAction.None, discards: true);

    [Test]
    public void Plan_PendingWithoutValue_IsDiscarded() => AssertFile(FileWith(1).WithPending(null), FileAction.None, discards: true);

    [Test]
    public void Plan_PendingOfSameValueBesideExactFile_IsDiscarded() =>
        AssertFile(FileWith(1).WithPending(1), FileAction.None, discards: true);

    [Test]
    public void Plan_PendingNotLiveAndMissing_IsDiscardedAndWritten() =>
        AssertFile(Missing.WithPending(9), FileAction.Write, discards: true);

    [Test]
    public void Plan_DiscardAlone_IsNoChange() => Assert.That(Live.Plan(Present.TokenFile(), FileWith(1).WithPending(9)).Changed, Is.False);

    [Test]
    public void Plan_FileChange_IsAnUpdate() =>
        Assert.That(Live.Plan(Present.TokenFile().KnownToken(1)).Action, Is.EqualTo(TokenAction.Updated));

    [Test]
    public void Plan_NewValue_DiscardsPending() =>
        Assert.That(SmallMatomo.Database.Plan(Present.TokenFile(), Missing.WithPending(9)).DiscardPending, Is.True);

    [Test]
    public void Plan_TokenChanges_FileAndItsNoteAreWrittenAnew() =>
        Assert.That(
            SmallMatomo.Database.With(1).Plan(Present.TokenFile().ExpiresIn("90d"), FileWith(1)).File, Is.EqualTo(FileAction.Refresh));

    [Test]
    public void Plan_NoFileWanted_None() => Assert.That(Live.Plan(Present.KnownToken(1)).File, Is.EqualTo(FileAction.None));

    private static void AssertFile(TokenFileObservation file, FileAction action, bool discards = false)
    {
        foreach (var matomo in new[] { Live, SmallMatomo.Api.With(1), SmallMatomo.Database3.With(1), SmallMatomo.Api3.With(1) })
        {
            var step = matomo.Plan(Present.TokenFile().KnownToken(1), file);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(step.File, Is.EqualTo(action));
                Assert.That(step.DiscardPending, Is.EqualTo(discards));
                Assert.That(step.Value, Is.EqualTo(Value(1)));
                Assert.That(step.Changes, Is.Empty);
            }
        }
    }
}
