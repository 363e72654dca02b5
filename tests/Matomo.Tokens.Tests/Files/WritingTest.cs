using System.Security.Cryptography;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Files;

public class WritingTest : DirectoryFixture
{
    [Test]
    public void Write_New_HoldsTheValueAlone()
    {
        There.Write(Value(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
            Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0600")));
        }
    }

    [Test]
    public void Write_New_LeavesFileAndCompanionOnly()
    {
        There.Write(Value(1));
        Assert.That(There.Names, Is.EqualTo(new[] { "token", "token.json" }));
    }

    [TestCase("0644")]
    [TestCase("0640")]
    [TestCase("0400")]
    public void Write_Replaced_KeepsItsMode(string mode)
    {
        There.With(Value(1).Reveal(), mode).Write(Value(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Content, Is.EqualTo(Value(2).Reveal()));
            Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal(mode)));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Write_RequestedMode(bool isReplaced)
    {
        if (isReplaced)
            There.With(Value(1).Reveal(), "0600");

        There.Write(Value(2), new TokenFile(There.Request with { Mode = _ => TokenDirectory.Octal("0640") }));
        Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0640")));
    }

    [Test]
    public void Write_SymbolicMode_StartsFromTheModeThatIs()
    {
        var request = There.Request with { Mode = mode => mode | UnixFileMode.GroupRead };
        There.With(Value(1).Reveal(), "0604").Write(Value(2), new TokenFile(request));
        Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0644")));
    }

    [Test]
    public void Write_SymbolicModeOfNew_StartsFrom0600()
    {
        There.Write(Value(2), new TokenFile(There.Request with { Mode = mode => mode | UnixFileMode.GroupRead }));
        Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0640")));
    }

    [Category("Programs")]
    [Test]
    public void Write_Replaced_KeepsItsOwner()
    {
        There.With(Value(1).Reveal());
        TokenDirectory.Run("chown", $"{Somebody.User}:{Somebody.Group}", There.Path);
        There.Write(Value(2));
        Assert.That(OwnerOf(There.Path), Is.EqualTo(Somebody));
    }

    [Test]
    public void Write_RequestedOwner()
    {
        There.Write(Value(2), new TokenFile(There.Request with { Owner = $"{Somebody.User}", Group = $"{Somebody.Group}" }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(OwnerOf(There.Path), Is.EqualTo(Somebody));
            Assert.That(OwnerOf(There.Companion), Is.EqualTo(Somebody));
        }
    }

    [Test]
    public void Construction_UnknownOwner_IsRefused() =>
        Assert.That(
            CodeOf(() => _ = new TokenFile(There.Request with { Owner = "no-such-user" })),
            Is.EqualTo(TokenErrorCode.InvalidArguments));

    [Test]
    public void Construction_UnknownGroup_IsRefused() =>
        Assert.That(
            CodeOf(() => _ = new TokenFile(There.Request with { Group = "no-such-group" })),
            Is.EqualTo(TokenErrorCode.InvalidArguments));

    [Test]
    public void Write_RelativePath_IsOfTheWorkingDirectory() =>
        Assert.That(new TokenFile(new TokenFileRequest("token")).Place.Directory, Is.EqualTo(Environment.CurrentDirectory));

    [Test]
    public void Companion_HoldsWhatTheApiCannotTell()
    {
        There.Write(Value(1));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Value(1).Reveal())));
        Assert.That(File.ReadAllText(There.Companion), Is.EqualTo(
            $$"""
            {
              "login": "alice",
              "description": "WP-Matomo",
              "url": "https://matomo.example/",
              "created_at": "2026-03-01T12:00:00Z",
              "expires_at": "2026-05-30T12:00:00Z",
              "secure_only": true,
              "sha256": "{{hash}}"
            }

            """));
    }

    [Test]
    public void Companion_IsPrivate()
    {
        There.With(Value(1).Reveal(), "0644").Write(Value(2));
        Assert.That(There.ModeOf(There.Companion), Is.EqualTo(TokenDirectory.Octal("0600")));
    }

    [Test]
    public void Companion_IsReadBack()
    {
        There.Write(Value(1));
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.EqualTo(TokenDirectory.Note(Value(1))));
    }

    [Test]
    public void Companion_OfOtherValue_DoesNotCount()
    {
        There.Write(Value(1));
        Assert.That(There.Observed().CompanionOf(Value(2)), Is.Null);
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{\"login\": 1}")]
    [TestCase("\u0000")]
    public void Companion_Broken_DoesNotCount(string content) =>
        Assert.That(There.With(content, path: There.Companion).File.CompanionOf(Value(1)), Is.Null);

    [Test]
    public void Companion_WithOddTime_DoesNotCount()
    {
        There.Write(Value(1));
        File.WriteAllText(There.Companion, File.ReadAllText(There.Companion).Replace("2026-05-30T12:00:00Z", "soon"));
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.Null);
    }

    [Test]
    public void Check_UsersOwnJson_IsRefused()
    {
        There.With("{\"name\": \"my own\"}", path: There.Companion);
        Assert.That(CodeOf(() => There.File.Check(FileAction.Write, false)), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Names.Single(), Is.EqualTo("token.json"));
            Assert.That(File.ReadAllText(There.Companion), Is.EqualTo("{\"name\": \"my own\"}"));
        }
    }

    [Test]
    public void Check_LargeFileInTheCompanionsPlace_IsRefused()
    {
        There.With(new string('\n', 64 * 1024) + "precious", path: There.Companion);
        Assert.That(CodeOf(() => There.File.Check(FileAction.Write, false)), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
    }

    [Test]
    public void Prepare_EmptyCompanion_IsReplaced()
    {
        There.With("", path: There.Companion).Write(Value(1));
        Assert.That(There.Observed().CompanionOf(Value(1)), Is.Not.Null);
    }

    [Test]
    public void Check_CompanionIsLink_IsRefused()
    {
        File.CreateSymbolicLink(There.Companion, There.In("elsewhere"));
        Assert.That(CodeOf(() => There.File.Check(FileAction.Write, false)), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
    }

    [Test]
    public void Prepare_PendingFilesAreInvisibleToOthers()
    {
        There.With(Value(1).Reveal(), "0644").File.Prepare();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.ModeOf(There.Pending), Is.EqualTo(TokenDirectory.Octal("0600")));
            Assert.That(There.ModeOf(There.PendingCompanion), Is.EqualTo(TokenDirectory.Octal("0600")));
        }
    }

    [Test]
    public void Prepare_MissingDirectory_IsUnwritable() =>
        Assert.That(CodeOf(() => new TokenFile(new(There.In("a/token"))).Prepare()), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));

    [Test]
    public void Check_MissingDirectory_IsUnwritable() =>
        Assert.That(
            CodeOf(() => new TokenFile(new(There.In("a/token"))).Check(FileAction.Write, false)),
            Is.EqualTo(TokenErrorCode.TokenFileUnwritable));

    [Test]
    public void Prepare_NotADirectory_IsUnwritable()
    {
        There.With("", path: There.In("a"));
        var file = new TokenFile(new(There.In("a/token")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CodeOf(file.Prepare), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(CodeOf(() => file.Check(FileAction.Write, false)), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        }
    }

    [Test]
    public void Prepare_ModeThatCannotBeComputed_LeavesNothingBehind()
    {
        var file = new TokenFile(There.Request with { Mode = _ => throw new IOException("no such mode") });
        Assert.That(CodeOf(file.Prepare), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        Assert.That(There.Names, Is.Empty);
    }

    [Test]
    public void Prepare_PendingIsDirectory_IsUnwritableAndTheFileStays()
    {
        Directory.CreateDirectory(There.Pending);
        There.With(Value(1).Reveal());
        Assert.That(CodeOf(There.File.Prepare), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
    }

    [Test]
    public void Prepare_PendingIsLink_TheLinkIsReplacedAndItsTargetStays()
    {
        There.With("precious", path: There.In("target"));
        File.CreateSymbolicLink(There.Pending, There.In("target"));
        There.Write(Value(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
            Assert.That(File.ReadAllText(There.In("target")), Is.EqualTo("precious"));
        }
    }

    [Test]
    public void Check_TouchesNothing()
    {
        There.With(Value(1).Reveal());
        var before = There.Listing;
        There.File.Check(FileAction.Write, false);
        Assert.That(There.Listing, Is.EqualTo(before));
    }

    [Test]
    public void SetAttributes_SetsTheMode()
    {
        There.With(Value(1).Reveal(), "0644");
        new TokenFile(There.Request with { Mode = _ => TokenDirectory.Octal("0600") }).SetAttributes();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0600")));
            Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
        }
    }

    [TestCase("4294967295")]
    [TestCase("4294967296")]
    public void Construction_NumberOfNobody_IsRefused(string number)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new TokenFile(There.Request with { Owner = number }), Throws.TypeOf<TokenException>());
            Assert.That(() => new TokenFile(There.Request with { Group = number }), Throws.TypeOf<TokenException>());
        }
    }

    [Test]
    public void Construction_EndlessName_IsRefusedAndCut()
    {
        var failure = Assert.Throws<TokenException>(() => _ = new TokenFile(There.Request with { Owner = new string('a', 4_000_000) }, 2))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.InvalidArguments));
            Assert.That(failure.RequestIndex, Is.EqualTo(2));
            Assert.That(failure.Message, Has.Length.LessThan(500));
        }
    }

    /// <summary>Whoever else may write the directory puts a file of their own in the pending file's place.</summary>
    [Test]
    public void Keep_PendingFileExchanged_WritesToNeither()
    {
        There.With(Value(1).Reveal());
        var file = There.File;
        file.Prepare();
        Exchange();
        Assert.That(CodeOf(() => file.Keep(Value(2), TokenDirectory.Note(Value(2)))), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        AssertNothingGot();
    }

    [Test]
    public void Publish_PendingFileExchanged_PublishesNeither()
    {
        There.With(Value(1).Reveal());
        var file = There.File;
        file.Prepare();
        file.Keep(Value(2), TokenDirectory.Note(Value(2)));
        Exchange();
        Assert.That(CodeOf(file.Publish), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        AssertNothingGot();
    }

    [Test]
    public void SetAttributes_FileExchanged_IsUnwritableAndStays()
    {
        There.With("precious", "0644");
        var file = new TokenFile(There.Request with { Mode = _ => TokenDirectory.Octal("0600") });
        Assert.That(CodeOf(file.SetAttributes), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        Assert.That(There.ModeOf(There.Path), Is.EqualTo(TokenDirectory.Octal("0644")));
    }

    [Test]
    public void SetAttributes_Gone_IsUnwritable() =>
        Assert.That(CodeOf(There.File.SetAttributes), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));

    [Test]
    public void Remove_FileAndCompanion()
    {
        There.Write(Value(1));
        There.Observed().Remove();
        Assert.That(There.Names, Is.Empty);
    }

    [Test]
    public void Remove_UsersOwnJson_Stays()
    {
        There.With(Value(1).Reveal()).With("{\"name\": \"my own\"}", path: There.Companion).File.Remove();
        Assert.That(There.Names, Is.EqualTo(new[] { "token.json" }));
    }

    [Test]
    public void Remove_Missing_DoesNothing() => Assert.That(There.File.Remove, Throws.Nothing);

    /// <summary>Thousands may be written at once, and a process may have a thousand files open.</summary>
    [Test]
    public void Keep_Many_KeepsNoneOpen()
    {
        var before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        var files = Enumerable.Range(0, 50).Select(at => new TokenFile(new(There.In($"token{at}")))).ToList();
        files.ForEach(file => file.Prepare());
        files.ForEach(file => file.Keep(Value(1), TokenDirectory.Note(Value(1))));
        Assert.That(Directory.GetFileSystemEntries("/proc/self/fd"), Has.Length.LessThan(before + files.Count));
        files.ForEach(file => file.Publish());
        Assert.That(files, Has.All.Property("Place").Property("FullPath").Exist);
    }

    private void Exchange()
    {
        File.Delete(There.Pending);
        There.With("", "0666", There.Pending);
    }

    private void AssertNothingGot()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(There.Pending), Is.Empty);
            Assert.That(There.Content, Is.EqualTo(Value(1).Reveal()));
        }
    }

    // Root may give files to anybody, an ordinary user to itself alone.
    private (uint User, uint Group) Somebody => Environment.IsPrivilegedProcess ? (12345, 23456) : OwnerOf(There.Root);

    private static (uint User, uint Group) OwnerOf(string path)
    {
        using var file = Tokens.Host.OpenFile.Read(path)!;
        return (file.Status.User, file.Status.Group);
    }
}
