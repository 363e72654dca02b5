using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Tests.Files;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Reconciling;

/// <summary>A token file on the host that has it, in the steps before and after those of the host that makes its token.</summary>
public sealed class TokenFileKeeperTest : DirectoryFixture
{
    private static Secret Content(int value) =>
        TokenFileText.Write(new TokenFileObservation { Value = Value(value), Note = TokenDirectory.Note(Value(value)) });

    [Test]
    public void Find_TellsValueAndNote()
    {
        There.Write(Value(1));
        There.With(Value(2).Reveal(), path: There.Pending);
        var found = TokenFileText.Read(Find());
        Assert.That(found, Is.EqualTo(There.File.Observe()));
        Assert.That(found.Note, Is.EqualTo(TokenDirectory.Note(Value(1))));
        Assert.That(found.PendingValue, Is.EqualTo(Value(2)));
    }

    [Test]
    public void Find_NotOurs_Fails()
    {
        There.With("something else");
        Assert.That(CodeOf(() => Find()), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
    }

    [Test]
    public void Find_CannotBeWritten_Fails()
    {
        Directory.CreateDirectory(There.Companion);
        Assert.That(CodeOf(() => Find()), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
    }

    [Test]
    public void Find_SameFileTwice_Fails()
    {
        var requests = new[] { (There.Request, TokenState.Present), (There.Request, TokenState.Absent) };
        Assert.That(CodeOf(() => Keeper().Find(requests)), Is.EqualTo(TokenErrorCode.InvalidArguments));
    }

    [Test]
    public async Task Write_NewValue_WithItsNote()
    {
        Assert.That(await WriteAsync(Find(), Content(1)));
        Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.EqualTo(TokenDirectory.Note(Value(1))));
        Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0600")));
        Assert.That(There.Names, Is.EqualTo(new[] { "token", "token.json" }));
        Assert.That(await WriteAsync(Find(), Content(1)), Is.False);
    }

    [Test]
    public async Task Write_OtherNote_OfTheSameValue()
    {
        There.Write(Value(1));
        var note = TokenDirectory.Note(Value(1)) with { ExpiresAt = InDays(30) };
        Assert.That(await WriteAsync(Find(), TokenFileText.Write(new TokenFileObservation { Value = Value(1), Note = note })));
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.EqualTo(note));
    }

    /// <summary>Somebody wrote another value into the file, and left the note.</summary>
    [Test]
    public async Task Write_NoteOfAnotherValue_IsReplaced()
    {
        There.Write(Value(2));
        There.With(Value(1).Reveal());
        Assert.That(await WriteAsync(Find(), Content(1)));
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.EqualTo(TokenDirectory.Note(Value(1))));
        Assert.That(await WriteAsync(Find(), Content(1)), Is.False);
    }

    [Test]
    public async Task Write_ValueThatIsPending_IsPutInPlace()
    {
        There.With(Value(1).Reveal(), path: There.Pending);
        Assert.That(await WriteAsync(Find(), Content(1)));
        Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
        Assert.That(There.Names, Does.Not.Contain(".token.matomo_token-new"));
    }

    [Test]
    public async Task Write_ModeAlone()
    {
        There.Write(Value(1));
        var request = There.Request with { Mode = _ => TokenDirectory.Octal("0640") };
        Assert.That(await WriteAsync(Find(request), Content(1), request));
        Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0640")));
    }

    [Test]
    public async Task Write_Nothing_RemovesIt()
    {
        There.Write(Value(1));
        Assert.That(await WriteAsync(Find(), content: null));
        Assert.That(There.Names, Is.Empty);
        Assert.That(await WriteAsync(Find(), content: null), Is.False);
    }

    [Test]
    public async Task Write_CheckMode_TouchesNothing()
    {
        There.Write(Value(1));
        var before = There.Listing;
        Assert.That(await WriteAsync(Find(), Content(2), checkMode: true));
        Assert.That(await WriteAsync(Find(), content: null, checkMode: true));
        Assert.That(There.Listing, Is.EqualTo(before));
    }

    /// <summary>Two runs at once: the second leaves what the first wrote, and fails.</summary>
    [Test]
    public async Task Write_AnotherRunWroteMeanwhile_Fails()
    {
        var found = Find();
        Assert.That(await WriteAsync(found, Content(1)));
        var failure = await Assert.ThrowsAsync<TokenException>(() => WriteAsync(found, Content(2)));
        Assert.That(failure!.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        Assert.That(failure.Message, Does.Contain("Another run"));
        Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
        Assert.That(There.Names, Is.EqualTo(new[] { "token", "token.json" }));
    }

    /// <summary>A file that is to be removed need not be one that can be written; one that is not there need not even have a directory.
    /// </summary>
    [Test]
    public void Find_Absent_ProvesOnlyWhatIsDone()
    {
        Directory.CreateDirectory(There.PendingCompanion);
        Assert.That(() => Find(state: TokenState.Absent), Throws.Nothing);
        There.With(Value(1).Reveal());
        Assert.That(() => Find(state: TokenState.Absent), Throws.Nothing);
        Assert.That(CodeOf(() => Find()), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));

        var nowhere = new TokenFileRequest(There.In("missing/token"));
        Assert.That(() => Keeper().Find([(nowhere, TokenState.Absent)]), Throws.Nothing);
        Assert.That(CodeOf(() => Keeper().Find([(nowhere, TokenState.Present)])), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
    }

    [Test]
    public async Task CheckMode_WhatAnEarlierTaskWouldHaveMade_IsAWarning()
    {
        var warnings = new List<string>();
        var keeper = new TokenFileKeeper(TimeProvider.System, checkMode: true) { Warned = warnings.Add };
        var request = new TokenFileRequest(There.In("missing/token"));
        var found = keeper.Find([(request, TokenState.Present)]).Single().Found;
        Assert.That(warnings, Has.One.Contains(There.In("missing")));
        warnings.Clear();
        Assert.That(await keeper.WriteAsync(request with { Found = found }, Content(1), CancellationToken.None));
        Assert.That(warnings, Has.One.Contains(There.In("missing")));
    }

    [Test]
    public async Task Write_CheckMode_CannotBeWritten_Fails()
    {
        var found = Find();
        Directory.CreateDirectory(There.PendingCompanion);
        var failure = await Assert.ThrowsAsync<TokenException>(() => WriteAsync(found, Content(1), checkMode: true));
        Assert.That(failure!.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
    }

    [Test]
    public async Task Write_CannotBeWritten_TokenFileStays()
    {
        There.Write(Value(1));
        var found = Find();
        Directory.CreateDirectory(There.PendingCompanion);
        var failure = await Assert.ThrowsAsync<TokenException>(() => WriteAsync(found, Content(2)));
        Assert.That(failure!.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
        Assert.That(There.Names, Does.Not.Contain(".token.matomo_token-new"));
    }

    [Test]
    public async Task Write_AnotherRunIsAtWork_WaitsForIt()
    {
        var found = Find();
        using var other = There.File.TryLock().Lock;
        var keeper = new TokenFileKeeper(TimeProvider.System, checkMode: false) { LockTimeout = TimeSpan.FromMilliseconds(60) };
        var failure = await Assert.ThrowsAsync<TokenException>(
            () => keeper.WriteAsync(There.Request with { Found = found }, Content(1), CancellationToken.None));
        Assert.That(failure!.Message, Does.Contain(There.Lock));
        Assert.That(There.Names, Does.Not.Contain("token"));
    }

    /// <summary>Nothing else is to be done.</summary>
    [Test]
    public async Task Write_WhatIsThere_RemovesAWorthlessPendingFile()
    {
        There.Write(Value(1));
        There.With(Value(2).Reveal(), path: There.Pending);
        Assert.That(await WriteAsync(Find(), Content(1)), Is.False);
        Assert.That(There.Names, Is.EqualTo(new[] { "token", "token.json" }));
    }

    [Test]
    public async Task Write_ValueThatIsPending_WithAnotherNote_IsWrittenWithItsNote()
    {
        Leave(TokenDirectory.Note(Value(1)) with { ExpiresAt = null });
        Assert.That(await WriteAsync(Find(), Content(1)));
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.EqualTo(TokenDirectory.Note(Value(1))));
    }

    /// <summary>The note beside the file is of another value, and goes with it.</summary>
    [Test]
    public async Task Write_ValueThatIsPending_WithItsNote_IsPutInPlaceAsItIs()
    {
        There.Write(Value(2));
        Leave(TokenDirectory.Note(Value(1)));
        var (left, longAgo) = (There.Pending, DateTime.UtcNow.AddDays(-9));
        File.SetLastWriteTimeUtc(left, longAgo);
        Assert.That(await WriteAsync(Find(), Content(1)));
        Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
        Assert.That(File.GetLastWriteTimeUtc(There.Path), Is.EqualTo(longAgo), "the same file");
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.EqualTo(TokenDirectory.Note(Value(1))));
    }

    [Test]
    public void NothingGiven_IsAMistakeOfTheProgram()
    {
        Assert.That(() => Keeper().Find(null!), Throws.ArgumentNullException);
        Assert.That(() => Keeper().WriteAsync(null!, Content(1), CancellationToken.None), Throws.ArgumentNullException);
        Assert.That(() => Keeper().WriteAsync(There.Request, Content(1), CancellationToken.None), Throws.ArgumentException);
    }

    [TestCase("")]
    [TestCase("not base64")]
    [TestCase("W10=")]
    public void Found_IsNoSuchText_Fails(string text) =>
        Assert.That(CodeOf(() => TokenFileText.Read(new Secret(text))), Is.EqualTo(TokenErrorCode.InvalidArguments));

    private static TokenFileKeeper Keeper() => new(TimeProvider.System, checkMode: false);

    /// <summary>Leaves what a run leaves that is killed before its value, 1, is in place.</summary>
    private void Leave(TokenCompanion note)
    {
        var file = There.File;
        file.Prepare();
        file.Keep(Value(1), note);
    }

    private Secret Find(TokenFileRequest? request = null, TokenState state = TokenState.Present)
    {
        var found = Keeper().Find([(request ?? There.Request, state)]);
        Assert.That(found.Single().Path, Is.EqualTo(There.Path));
        return found.Single().Found;
    }

    private Task<bool> WriteAsync(Secret found, Secret? content, TokenFileRequest? request = null, bool checkMode = false) =>
        new TokenFileKeeper(TimeProvider.System, checkMode).WriteAsync(
            (request ?? There.Request) with { Found = found }, content, CancellationToken.None);
}
