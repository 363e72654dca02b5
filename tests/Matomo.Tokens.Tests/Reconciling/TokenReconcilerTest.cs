using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Stores;
using Matomo.Tokens.Tests.Files;
using Matomo.Tokens.Tests.Planning;
using Microsoft.Extensions.Time.Testing;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Reconciling;

public class TokenReconcilerTest : DirectoryFixture
{
    private static readonly string[] Published = ["token", "token.json"];

    private static TokenValue Made => Value("00000000000000000000000000000100");

    private TokenRequest Kept => Present with { TokenFile = There.Request };

    [Test]
    public async Task Run_New_IsMadeAndWritten()
    {
        var result = await RunAsync(Api(), Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Changed, Is.True);
            Assert.That(result.Outcomes.Single().Value, Is.EqualTo(Made));
            Assert.That(There.Content, Is.EqualTo(Made.Reveal()));
            Assert.That(result.MatomoVersion, Is.EqualTo("5.8.0"));
        }
        Assert.That(There.Names, Is.EqualTo(Published));
    }

    [Test]
    public async Task Run_New_NotesWhatTheApiCannotTell()
    {
        await RunAsync(Api(), Kept.ExpiresIn("90d"));
        Assert.That(There.Observed().CompanionOf(Made), Is.EqualTo(TokenDirectory.Note(Made) with { SecureOnly = null }));
    }

    [Test]
    public async Task Run_Twice_SecondFindsNothingToDo()
    {
        var store = Api();
        await RunAsync(store, Kept);
        var before = There.Listing;
        var result = await RunAsync(store, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Changed, Is.False);
            Assert.That(There.Listing, Is.EqualTo(before));
            Assert.That(store.Live, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Run_PreparesBeforeTheStoreIsAsked()
    {
        IEnumerable<string> seen = [];
        await RunAsync(new ScriptedStore(StoreAbilities.Api) { OnApply = () => seen = [.. There.Names] }, Kept);
        Assert.That(seen, Is.SupersetOf(new[] { ".token.json.matomo_token-new", ".token.matomo_token-new" }));
    }

    [Test]
    public async Task Run_KeepsBeforeItRenames()
    {
        There.With(Value(1).Reveal());
        TokenFileObservation? seen = null;
        await RunAsync(new ScriptedStore(StoreAbilities.Api) { OnKept = () => seen = There.File.Observe() }, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen!.Value, Is.EqualTo(Value(1)));
            Assert.That(seen.PendingValue, Is.EqualTo(Made));
            Assert.That(There.Content, Is.EqualTo(Made.Reveal()));
        }
    }

    [Test]
    public async Task Run_CheckMode_TouchesNothing()
    {
        There.With(Value(1).Reveal()).With(Value(2).Reveal(), path: There.Pending);
        var (before, store) = (There.Listing, Api());
        var result = await Reconciler(store).RunAsync([Kept], checkMode: true, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Listing, Is.EqualTo(before));
            Assert.That(store.Applied, Is.Zero);
            Assert.That(result.Changed, Is.True);
            Assert.That(result.Outcomes[0].Value, Is.Null);
        }
    }

    [Test]
    public async Task Run_CheckMode_FindsAnUnwritableDirectory()
    {
        There.With("", path: There.In("file"));
        var request = Present with { TokenFile = new TokenFileRequest(There.In("file/token")) };
        var failure = await Assert.ThrowsAsync<TokenException>(
            async () => await Reconciler(Api()).RunAsync([request], checkMode: true, CancellationToken.None));
        Assert.That(failure!.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
    }

    /// <summary>An earlier task of the same play would have made them.</summary>
    [Test]
    public async Task Run_CheckMode_MissingDirectoryAndOwner_AreWarnings()
    {
        var request = Present with { TokenFile = new TokenFileRequest(There.In("missing/token")) { Owner = "no-such-user" } };
        var result = await Reconciler(Api()).RunAsync([request], checkMode: true, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Changed, Is.True);
            Assert.That(result.Warnings, Has.One.Contains(There.In("missing")).And.One.Contains("no-such-user"));
        }
    }

    [Test]
    public async Task Run_CheckMode_MissingGroup_IsAChange()
    {
        There.With(Value(1).Reveal());
        var store = Api();
        store.Live.Add(Value(1));
        var request = Present with { TokenFile = There.Request with { Group = "no-such-group" } };
        var result = await Reconciler(store).RunAsync([request], checkMode: true, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Changed, Is.True);
            Assert.That(result.Warnings, Has.One.Contains("no-such-group"));
        }
    }

    [Test]
    public async Task Run_UnwritableDirectory_StoreIsNotAsked()
    {
        var store = Api();
        Assert.That(
            (await RefusalAsync(store, Present with { TokenFile = new TokenFileRequest(There.In("missing/token")) })).Code,
            Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        Assert.That(store.Applied, Is.Zero);
    }

    [Test]
    public async Task Run_SecondFileUnwritable_NothingIsMadeAndNothingLeft()
    {
        var store = Api();
        await RefusalAsync(store, Kept, Present with { TokenFile = new TokenFileRequest(There.In("missing/token")) });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.Applied, Is.Zero);
            Assert.That(There.Names, Is.Empty);
        }
    }

    [Test]
    public async Task Run_OtherContent_IsNotTouched()
    {
        There.With("precious");
        var store = Api();
        Assert.That((await RefusalAsync(store, Kept)).Code, Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Content, Is.EqualTo("precious"));
            Assert.That(store.Applied, Is.Zero);
            Assert.That(There.Names, Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task Run_StoreFails_NoPendingFileIsLeft()
    {
        var store = new ScriptedStore(StoreAbilities.Api)
        {
            OnApply = () => throw new TokenException(TokenErrorCode.AuthenticationFailed, "Wrong password."),
        };
        Assert.That((await RefusalAsync(store, Kept)).Code, Is.EqualTo(TokenErrorCode.AuthenticationFailed));
        Assert.That(There.Names, Is.Empty);
    }

    [Test]
    public async Task Run_StoreFailsAfterTheValueWasKept_PendingFileStays()
    {
        await RefusalAsync(Lost(), Kept);
        Assert.That(There.File.Observe(), Is.EqualTo(new TokenFileObservation
        {
            PendingExists = true,
            PendingValue = Made,
            PendingNote = TokenDirectory.Note(Made) with { ExpiresAt = null, SecureOnly = false },
        }));
    }

    [Test]
    public async Task Run_PendingValueLive_IsPublished()
    {
        await RefusalAsync(Lost(), Kept);
        var next = Api();
        next.Live.Add(Made);
        var result = await RunAsync(next, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Outcomes[0].Step.File, Is.EqualTo(FileAction.PublishPending));
            Assert.That(There.Content, Is.EqualTo(Made.Reveal()));
            Assert.That(next.Live, Has.Count.EqualTo(1));
        }
        Assert.That(There.Names, Is.EqualTo(Published));
    }

    [Test]
    public async Task Run_PendingValueNotLive_IsDiscarded()
    {
        There.With(Value(1).Reveal()).With(Value(2).Reveal(), path: There.Pending);
        var store = Api();
        store.Live.Add(Value(1));
        var result = await RunAsync(store, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Changed, Is.False);
            Assert.That(There.Names.Single(), Is.EqualTo("token"));
            Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
        }
    }

    [Test]
    public async Task Run_ApiValueCannotBeKept_FailureCarriesIt()
    {
        var failure = await RefusalAsync(new ScriptedStore(StoreAbilities.Api) { OnMade = () => File.Delete(There.Pending) }, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(failure.UnkeptValue, Is.EqualTo(Made));
        }
        Assert.That(failure.ToString(), Does.Contain("revoke it in Matomo").And.Not.Contains(Made.Reveal()));
    }

    [Test]
    public async Task Run_DatabaseValueCannotBeKept_FailureCarriesNone()
    {
        var failure = await RefusalAsync(new ScriptedStore(StoreAbilities.Database) { OnMade = () => File.Delete(There.Pending) }, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(failure.UnkeptValue, Is.Null);
        }
    }

    [Test]
    public async Task Run_FileCannotBeReplacedInTheEnd_PendingFileHoldsTheValue()
    {
        var store = new ScriptedStore(StoreAbilities.Api) { OnKept = () => Directory.CreateDirectory(There.Path) };
        var failure = await RefusalAsync(store, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(File.ReadAllText(There.Pending), Is.EqualTo(Made.Reveal()));
        }
        Assert.That(failure.Message, Does.Contain("its value is safe in the pending file"));
    }

    [Test]
    public async Task Run_ValueLearned_EachKnownAndNewValue()
    {
        There.With(Value(1).Reveal());
        var learned = new List<TokenValue>();
        await Reconciler(Api(), learned.Add).RunAsync([Kept.KnownToken(2)], false, CancellationToken.None);
        Assert.That(learned, Is.EqualTo(new[] { Value(1), Value(2), Made }));
    }

    [Test]
    public async Task Run_ValueForTheDatabase_IsLearnedBeforeItIsStored()
    {
        var learned = new List<TokenValue>();
        TokenValue[] before = [];
        var store = new ScriptedStore(StoreAbilities.Database) { OnApply = () => before = [.. learned] };
        await Reconciler(store, learned.Add).RunAsync([Kept], false, CancellationToken.None);
        Assert.That(before, Is.EqualTo(new[] { Made }));
    }

    [Test]
    public async Task Run_Candidates_InOrderOfPrecedence()
    {
        There.With(Value(1).Reveal()).With(Value(2).Reveal(), path: There.Pending);
        var store = Api();
        await RunAsync(store, Kept.KnownToken(3));
        Assert.That(store.Queries[0].Candidates.Select(candidate => (candidate.Value, candidate.Source)), Is.EqualTo(new[]
        {
            (Value(2), ValueSource.PendingFile), (Value(1), ValueSource.TokenFile), (Value(3), ValueSource.KnownToken),
        }));
    }

    [Test]
    public async Task Run_TokenAuth_StandsAlone()
    {
        There.With(Value(1).Reveal());
        var store = new ScriptedStore(StoreAbilities.Database);
        await RunAsync(store, Kept.TokenAuth(7).KnownToken(3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.Queries[0].Candidates.Single().Value, Is.EqualTo(Value(7)));
            Assert.That(There.Content, Is.EqualTo(Value(7).Reveal()));
        }
    }

    [Test]
    public async Task Run_Cancelled_LeavesNothing()
    {
        using var end = new CancellationTokenSource();
        var store = new ScriptedStore(StoreAbilities.Api) { OnApply = end.Cancel };
        await Assert.CatchAsync<OperationCanceledException>(async () => await Reconciler(store).RunAsync([Kept], false, end.Token));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Names, Is.Empty);
            Assert.That(store.Live, Is.Empty);
        }
    }

    [Test]
    public async Task Run_CancelledBetweenTwo_FirstIsPublishedAndHandedOver()
    {
        using var end = new CancellationTokenSource();
        var store = new ScriptedStore(StoreAbilities.Api) { OnKept = end.Cancel };
        var second = Kept with { Login = "bob", TokenFile = new TokenFileRequest(There.In("second")) };
        var failure = await Assert.ThrowsAsync<ReconcileException>(
            async () => await Reconciler(store).RunAsync([Kept, second], false, end.Token));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure!.Completed.Single().Value, Is.EqualTo(Made));
            Assert.That(failure.TokenWasMade, Is.True);
        }
        Assert.That(There.Names, Is.EqualTo(Published));
    }

    [Test]
    public async Task Run_Contradiction_ReadsNothing()
    {
        var store = Api();
        Assert.That((await RefusalAsync(store, Present with { Login = "" })).Code, Is.EqualTo(TokenErrorCode.InvalidArguments));
        Assert.That(store.Opened, Is.Zero);
    }

    [Test]
    public async Task Run_TransactionUndone_NothingStays()
    {
        There.With(Value(1).Reveal());
        string[] before = [.. There.Names];
        var failure = await RefusalAsync(new ScriptedStore(StoreAbilities.Database) { Undoes = true }, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.DatabaseLocked));
            Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
            Assert.That(failure.TokenWasMade, Is.False);
        }
        Assert.That(There.Names, Is.EqualTo(before));
    }

    [Test]
    public async Task Run_SameFileTwice_ReadsNothing()
    {
        var store = Api();
        var failure = await RefusalAsync(store, Kept, Kept with { Login = "bob", TokenFile = new TokenFileRequest(There.In("./token")) });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.InvalidArguments));
            Assert.That(failure.RequestIndex, Is.EqualTo(1));
            Assert.That(store.Queries, Is.Empty);
        }
        Assert.That(failure.Message, Does.Contain("token file"));
        Assert.That(failure.Reason, Is.EqualTo(new FailureReason.ConflictsWith(0)));
    }

    [Test]
    public async Task Run_SameValueTwice_ReadsNothing()
    {
        var store = new ScriptedStore(StoreAbilities.Database);
        var failure = await RefusalAsync(store, Present.TokenAuth(7), Present.TokenAuth(7) with { Login = "bob" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.InvalidArguments));
            Assert.That(failure.RequestIndex, Is.EqualTo(1));
            Assert.That(store.Queries, Is.Empty);
        }
    }

    [Test]
    public async Task Run_OneOfSeveralContradictsItself_NamesIt() =>
        Assert.That((await RefusalAsync(Api(), Kept, Present with { Login = "" })).RequestIndex, Is.EqualTo(1));

    [Test]
    public async Task Run_FileOfOneIsNotOurs_NamesIt()
    {
        There.With("something else", path: There.In("second"));
        var failure = await RefusalAsync(Api(), Kept, Present with { Login = "bob", TokenFile = new TokenFileRequest(There.In("second")) });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
            Assert.That(failure.RequestIndex, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Run_SecondFails_TheFirstIsHandedOver()
    {
        var store = new ScriptedStore(StoreAbilities.Api) { OnMade = () => File.Delete(There.In(".second.matomo_token-new")) };
        var failure = await RefusalAsync(
            store,
            Present.Recreate(RecreateMode.Always),
            Present with { Login = "bob", TokenFile = new TokenFileRequest(There.In("second")) });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable), failure.Message);
            Assert.That(failure.RequestIndex, Is.EqualTo(1), failure.Message);
            Assert.That(failure.TokenWasMade, Is.True, failure.Message);
        }
        Assert.That(((ReconcileException)failure).Completed.Select(outcome => outcome.Value), Does.Contain(Made));
    }

    [Test]
    public async Task Run_CommittedAndOneFileFails_TheOthersAreHandedOver()
    {
        var store = new ScriptedStore(StoreAbilities.Database) { OnKept = () => Directory.CreateDirectory(There.Path) };
        var failure = await RefusalAsync(store, Kept, Present with { Login = "bob" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable), failure.Message);
            Assert.That(failure.RequestIndex, Is.Zero, failure.Message);
            Assert.That(store.Live, Has.Count.EqualTo(2), failure.Message);
        }
        Assert.That(((ReconcileException)failure).Completed.Select(outcome => outcome.Value), Is.EqualTo(store.Live));
    }

    [Test]
    public async Task Run_CommittedAndTwoFilesFail_TheFirstIsReported()
    {
        var second = There.In("second");
        var store = new ScriptedStore(StoreAbilities.Database)
        {
            OnKept = () => Array.ForEach([There.Path, second], path => Directory.CreateDirectory(path)),
        };
        var failure = await RefusalAsync(store, Kept, Present with { Login = "bob", TokenFile = new TokenFileRequest(second) });
        Assert.That(failure.RequestIndex, Is.Zero, failure.Message);
    }

    [Test]
    public async Task Run_NothingWasMadeWhenOneFails_ButAnotherChangedBefore_SaysSo()
    {
        using var source = new CancellationTokenSource();
        var unchanged = Present.KnownToken(1);
        var made = Present.Recreate(RecreateMode.Always) with { Login = "bob" };
        var cancelled = Present.Recreate(RecreateMode.Always) with { Login = "carol" };
        var store = new ScriptedStore(StoreAbilities.Api) { OnKept = source.Cancel };
        store.Live.Add(Value(1));
        var failure = await Assert.CatchAsync<ReconcileException>(
            () => Reconciler(store).RunAsync([unchanged, made, cancelled], false, source.Token));
        Assert.That(failure!.TokenWasMade, Is.True, failure.Message);
    }

    [Test]
    public async Task Run_HoldsTheLockWhileTheStoreWorks()
    {
        var isFree = true;
        var store = new ScriptedStore(StoreAbilities.Api) { OnApply = () => isFree = There.File.TryLock().IsFree };
        await RunAsync(store, Kept);
        Assert.That(isFree, Is.False);
        Assert.That(There.Names, Is.EqualTo(Published), "and removes it");
    }

    [Test]
    public async Task Run_NothingToDo_NeedsNoLock()
    {
        var store = Api();
        await RunAsync(store, Kept);
        using var other = There.File.TryLock().Lock;
        Assert.That((await RunAsync(store, Kept)).Changed, Is.False);
    }

    [Test]
    public async Task Run_NothingToDo_RemovesALeftLock()
    {
        var store = Api();
        await RunAsync(store, Kept);
        There.With("", path: There.Lock);
        await RunAsync(store, Kept);
        Assert.That(There.Names, Is.EqualTo(Published));
    }

    [Test]
    public async Task Run_LockIsHeldByAnother_NothingIsMade()
    {
        using var other = There.File.TryLock().Lock;
        var store = Api();
        var reconciler = new TokenReconciler(store, TimeProvider.System) { LockTimeout = TimeSpan.FromMilliseconds(60) };
        var failure = await Assert.ThrowsAsync<TokenException>(
            async () => await reconciler.RunAsync([Kept], false, CancellationToken.None));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure!.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(failure.RequestIndex, Is.Zero);
            Assert.That(failure.Message, Does.Contain(There.Lock));
            Assert.That(store.Applied, Is.Zero);
        }
    }

    [Test]
    public async Task Run_AnotherRunWasQuicker_ItsTokenIsTaken()
    {
        var store = Api();
        store.OnOpen = () =>
        {
            store.OnOpen = () => { };
            There.Write(Value(7));
            store.Live.Add(Value(7));
        };
        var result = await RunAsync(store, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Changed, Is.False);
            Assert.That(result.Outcomes[0].Value, Is.EqualTo(Value(7)));
            Assert.That(store.Opened, Is.EqualTo(2), "read again");
            Assert.That(store.Applied, Is.Zero);
        }
    }

    [Test]
    public async Task Run_NobodyElseIsAtWork_TheStoreIsReadOnce()
    {
        var store = Api();
        await RunAsync(store, Kept);
        Assert.That(store.Opened, Is.EqualTo(1));
    }

    [Test]
    public async Task Run_TwoFilesOfOneDirectoryByTwoSpellings()
    {
        Directory.CreateSymbolicLink(There.In("link"), There.Root);
        var second = Kept with { Login = "bob", TokenFile = new TokenFileRequest(There.In("link/second")) };
        var result = await RunAsync(Api(), Kept, second);
        Assert.That(There.Names, Is.EqualTo(new[] { "link", "second", "second.json", "token", "token.json" }));
        Assert.That(
            new[] { There.Content, File.ReadAllText(There.In("second")) },
            Is.EqualTo(result.Outcomes.Select(outcome => outcome.Value!.Reveal())));
    }

    [Test]
    public async Task Run_Undone_LeavesNoWorthlessPendingFile()
    {
        There.With(Value(5).Reveal(), path: There.Pending);
        await RefusalAsync(new ScriptedStore(StoreAbilities.Database) { Undoes = true }, Kept);
        Assert.That(There.Names, Is.Empty);
    }

    [Test]
    public async Task Run_ValueIsLostAfterTheCommit_ItsTokenIsDeleted()
    {
        var store = new ScriptedStore(StoreAbilities.Database) { OnKept = () => File.Delete(There.Pending) };
        var failure = await RefusalAsync(store, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(failure.Message, Does.Contain("deleted again").And.Not.Contain("is safe"));
            Assert.That(failure.TokenWasMade, Is.False);
            Assert.That(store.Live, Is.Empty);
        }
    }

    [Test]
    public async Task Run_ValueIsLostOverTheApi_IsNotCalledSafe()
    {
        var failure = await RefusalAsync(new ScriptedStore(StoreAbilities.Api) { OnKept = () => File.Delete(There.Pending) }, Kept);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Message, Does.Contain("revoke it in Matomo").And.Not.Contain("is safe"));
            Assert.That(failure.UnkeptValue, Is.EqualTo(Made));
            Assert.That(failure.TokenWasMade, Is.True);
        }
    }

    [Category("Programs")]
    [TestCase(false)]
    [TestCase(true)]
    public async Task Run_AbsentAndTheFileCannotBeRemoved_NothingIsRevoked(bool checkMode)
    {
        Assume.That(Environment.IsPrivilegedProcess, "only root can make a file immutable");
        There.With(Value(1).Reveal());
        TokenDirectory.Run("chattr", "+i", There.Path);
        try
        {
            var store = new ScriptedStore(StoreAbilities.Database);
            store.Live.Add(Value(1));
            var failure = await Assert.CatchAsync<TokenException>(
                async () => await Reconciler(store).RunAsync([Kept with { State = TokenState.Absent }], checkMode, CancellationToken.None));
            Assert.That(failure!.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(store.Live, Is.EqualTo(new[] { Value(1) }));
        }
        finally
        {
            TokenDirectory.Run("chattr", "-i", There.Path);
        }
    }

    [Test]
    public async Task Run_RevokedAndTheFileStays_SaysSo()
    {
        There.With(Value(1).Reveal());
        var store = new ScriptedStore(StoreAbilities.Database)
        {
            OnApply = () =>
            {
                File.Delete(There.Path);
                Directory.CreateDirectory(There.Path);
            },
        };
        store.Live.Add(Value(1));
        var failure = await RefusalAsync(store, Kept with { State = TokenState.Absent });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Message, Does.StartWith("The token of \"alice\" was revoked").And.Contain(There.Path));
            Assert.That(failure.TokenWasMade, Is.True);
        }
    }

    [Test]
    public async Task Run_ShortenedAndTheNoteFails_SaysChanged()
    {
        There.Write(Value(1));
        var store = new ScriptedStore(StoreAbilities.Database) { OnApply = () => File.Delete(There.Pending) };
        store.Live.Add(Value(1));
        var failure = await RefusalAsync(store, Kept.ExpiresIn("90d"));
        Assert.That(failure.Message, Does.StartWith("The token of \"alice\" was changed in Matomo."));
    }

    [Test]
    public async Task Run_NothingChangesInMatomoAndTheFileFails_SaysNothingOfMatomo()
    {
        var store = new ScriptedStore(StoreAbilities.Database) { OnMade = () => File.Delete(There.Pending) };
        store.Live.Add(Value(1));
        var failure = await RefusalAsync(store, Kept.KnownToken(1));
        Assert.That(failure.Message, Does.Contain(There.Path).And.Not.Contain("in Matomo"));
    }

    [Test]
    public async Task Run_EarlierRunsValueIsShortened_ItsNoteIsWrittenAnew()
    {
        There.With(Value(5).Reveal(), path: There.Pending);
        var store = new ScriptedStore(StoreAbilities.Database);
        store.Live.Add(Value(5));
        await RunAsync(store, Kept.ExpiresIn("90d"));
        Assert.That(There.Observed().CompanionOf(Value(5))?.ExpiresAt, Is.EqualTo(Now.AddDays(90)));
    }

    [Test]
    public async Task Run_Warnings_OfStoreAndPlan()
    {
        There.With(Value(1).Reveal());
        var store = Api();
        store.Live.Add(Value(1));
        Assert.That((await RunAsync(store, Kept.ExpiresIn("90d"))).Warnings, Has.Count.EqualTo(2).And.Contains("of the store"));
    }

    [Test]
    public async Task Run_Absent_RemovesTheFileOnceTheStoreIsDone()
    {
        There.Write(Value(1));
        await RunAsync(Api(), Kept with { State = TokenState.Absent });
        Assert.That(There.Names, Is.Empty);
    }

    [Test]
    public async Task Run_OneOfTwoChanges_Changed()
    {
        var store = Api();
        store.Live.Add(Value(1));
        Assert.That((await RunAsync(store, Present.KnownToken(1), Kept with { Login = "bob" })).Changed, Is.True);
    }

    [Test]
    public async Task Run_Nothing_IsAMistakeOfTheProgram() =>
        await Assert.ThatAsync(() => RunAsync(Api(), null!), Throws.ArgumentNullException);

    /// <summary>Where the store tells the time, this host's clock counts for nothing.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task Run_EndsBeforeThisHostsTime(bool hasClock)
    {
        var store = new ScriptedStore(StoreAbilities.Database) { HasClock = hasClock };
        var reconciler = new TokenReconciler(store, new FakeTimeProvider(Now.AddYears(1))) { NewValue = store.NewValue };
        Task<ReconcileResult> Run() => reconciler.RunAsync([Present.ExpiresAt(9)], checkMode: false, CancellationToken.None);
        await Assert.ThatAsync(Run, hasClock ? Throws.Nothing : Throws.InstanceOf<TokenException>());
        Assert.That(store.Opened, Is.EqualTo(hasClock ? 1 : 0));
    }

    [Test]
    public async Task Run_Matomo3_ItsOneValueIsLearned()
    {
        var learned = new List<TokenValue>();
        var store = new ScriptedStore(StoreAbilities.Database) { Plain = Value(3) };
        await Reconciler(store, learned.Add).RunAsync([Present.TokenAuth(7)], false, CancellationToken.None);
        Assert.That(learned, Does.Contain(Value(3)));
    }

    /// <summary>An earlier run was killed before its value was in place, and now another one is requested.</summary>
    [Test]
    public async Task Run_EarlierRunsTokenIsRevoked_ItsPendingFileStaysUntilItIs()
    {
        There.With(Value(5).Reveal(), path: There.Pending);
        TokenValue? seen = null;
        var store = new ScriptedStore(StoreAbilities.Database) { OnApply = () => seen = There.File.Observe().PendingValue };
        store.Live.Add(Value(5));
        var result = await RunAsync(store, Kept.TokenAuth(7));
        Assert.That(seen, Is.EqualTo(Value(5)));
        Assert.That(result.Outcomes[0].Revoked.Single().Id, Is.EqualTo(5));
        Assert.That(There.Content, Is.EqualTo(Value(7).Reveal()));
        Assert.That(There.Names, Is.EqualTo(Published));
    }

    [Test]
    public async Task Run_ValueIsLostAfterTheCommit_AndItsTokenCannotBeDeleted_SaysSo()
    {
        var store = new ScriptedStore(StoreAbilities.Database) { OnKept = () => File.Delete(There.Pending), RefusesToRevoke = true };
        var failure = await RefusalAsync(store, Kept);
        Assert.That(failure.Message, Does.Contain("revoke it in Matomo").And.Not.Contain("deleted"));
        Assert.That(failure.TokenWasMade, Is.True);
        Assert.That(store.Live, Has.Count.EqualTo(1));
    }

    /// <summary>What another host is to write is noted with the URL: the store's, or, where it has none, the one that was noted.</summary>
    [TestCase(null, "https://matomo.example/")]
    [TestCase("https://new.example/", "https://new.example/")]
    public async Task Run_FileIsOnAnotherHost_ContentHasTheUrl(string? url, string noted)
    {
        var found = TokenFileText.Write(new TokenFileObservation
        {
            Exists = true,
            Value = Value(1),
            IsExact = true,
            Note = TokenDirectory.Note(Value(1)),
        });
        var store = new ScriptedStore(StoreAbilities.Database) { Url = url };
        store.Live.Add(Value(1));
        var result = await RunAsync(store, Present with { TokenFile = There.Request with { Found = found } });
        Assert.That(TokenFileText.Read(result.Outcomes[0].FileContent!).Note!.Url, Is.EqualTo(noted));
        Assert.That(There.Names, Is.Empty);
    }

    private static ScriptedStore Api() => new(StoreAbilities.Api);

    private static ScriptedStore Lost() => new(StoreAbilities.Database)
    {
        OnKept = () => throw new TokenException(TokenErrorCode.DatabaseUnreachable, "Lost."),
    };

    private static TokenReconciler Reconciler(ScriptedStore store, Action<TokenValue>? learn = null) =>
        new(store, new FakeTimeProvider(Now)) { NewValue = store.NewValue, ValueLearned = learn ?? (_ => { }) };

    private static Task<ReconcileResult> RunAsync(ScriptedStore store, params TokenRequest[] requests) =>
        Reconciler(store).RunAsync(requests, checkMode: false, CancellationToken.None);

    private static async Task<TokenException> RefusalAsync(ScriptedStore store, params TokenRequest[] requests) =>
        (await Assert.CatchAsync<TokenException>(async () => await RunAsync(store, requests)))!;
}
