using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Files;

public class ObservationTest : DirectoryFixture
{
    private TokenFileObservation Seen => There.File.Observe();

    [Test]
    public void Observe_Missing() => Assert.That(Seen, Is.EqualTo(new TokenFileObservation()));

    [Test]
    public void Observe_MissingDirectory() => Assert.That(new TokenFile(new(There.In("a/token"))).Observe().Exists, Is.False);

    [Test]
    public void Observe_Value()
    {
        There.With(Value(1).Reveal());
        Assert.That(Seen, Is.EqualTo(new TokenFileObservation { Exists = true, Value = Value(1), IsExact = true }));
    }

    [TestCase("{0}\n")]
    [TestCase("{0}\r\n")]
    [TestCase(" {0}\n\n")]
    public void Observe_ValueWithBlanks_IsRecognisedAndNotExact(string content)
    {
        There.With(string.Format(content, Value(1).Reveal()));
        Assert.That(Seen, Is.EqualTo(new TokenFileObservation { Exists = true, Value = Value(1) }));
    }

    [TestCase("")]
    [TestCase("\n")]
    [TestCase(" \t\r\n ")]
    public void Observe_Blank_HoldsNoValue(string content)
    {
        There.With(content);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Seen.Exists, Is.True);
            Assert.That(Seen.Value, Is.Null);
        }
    }

    [TestCase("root:x:0:0:root:/root:/bin/bash\n")]
    [TestCase("0000000000000000000000000000000")]
    [TestCase("000000000000000000000000000000011")]
    [TestCase("0000000000000000000000000000000A")]
    [TestCase("00000000000000000000000000000001 00000000000000000000000000000002")]
    [TestCase("\0")]
    [TestCase("\uFEFF00000000000000000000000000000001")]
    public void Observe_OtherContent_IsNotOurs(string content)
    {
        There.With(content);
        Assert.That(CodeOf(() => _ = Seen), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
    }

    [TestCase(' ')]
    [TestCase('\n')]
    [TestCase('0')]
    public void Observe_64KiB_IsNotOurs(char filling)
    {
        There.With(Value(1).Reveal() + new string(filling, 64 * 1024) + "precious");
        Assert.That(CodeOf(() => _ = Seen), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
    }

    [Test]
    public void Observe_64KiBOfBlanksBeforeText_IsNotOurs()
    {
        There.With(new string('\n', 64 * 1024) + "precious");
        Assert.That(CodeOf(() => _ = Seen), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
    }

    [Test]
    public void Observe_Link_IsNotOurs()
    {
        There.With(Value(1).Reveal(), path: There.In("target"));
        File.CreateSymbolicLink(There.Path, There.In("target"));
        AssertNotOurs("a symbolic link");
    }

    [Test]
    public void Observe_DanglingLink_IsNotOurs()
    {
        File.CreateSymbolicLink(There.Path, There.In("nowhere"));
        AssertNotOurs("a symbolic link");
    }

    [Test]
    public void Observe_Directory_IsNotOurs()
    {
        Directory.CreateDirectory(There.Path);
        AssertNotOurs("a directory");
    }

    [Category("Programs")]
    [Test]
    public void Observe_NamedPipe_IsNotOursAndDoesNotBlock()
    {
        TokenDirectory.Run("mkfifo", There.Path);
        AssertNotOurs("a named pipe");
    }

    [Test]
    public void Observe_NotADirectory_IsUnwritable()
    {
        There.With("", path: There.In("a"));
        Assert.That(CodeOf(() => new TokenFile(new(There.In("a/token"))).Observe()), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
    }

    [Test]
    public void Observe_LinkInTheDirectorysPath_IsFollowed()
    {
        There.With(Value(1).Reveal());
        Directory.CreateSymbolicLink(There.In("link"), There.Root);
        Assert.That(new TokenFile(new(There.In("link/token"))).Observe().Value, Is.EqualTo(Value(1)));
    }

    [TestCase("0600", "0600", true)]
    [TestCase("0644", "0600", false)]
    public void Observe_RequestedMode(string found, string requested, bool isInLine)
    {
        There.With(Value(1).Reveal(), found);
        var file = new TokenFile(There.Request with { Mode = _ => TokenDirectory.Octal(requested) });
        Assert.That(file.Observe().AttributesInLine, Is.EqualTo(isInLine));
    }

    [Test]
    public void Observe_NoRequestedMode_IsInLine()
    {
        There.With(Value(1).Reveal(), "0666");
        Assert.That(Seen.AttributesInLine, Is.True);
    }

    [Test]
    public void Observe_OtherOwnerRequested_IsNotInLine()
    {
        There.With(Value(1).Reveal());
        Assert.That(new TokenFile(There.Request with { Owner = "12345" }).Observe().AttributesInLine, Is.False);
    }

    [Test]
    public void Observe_TouchesNothing()
    {
        There.With(Value(1).Reveal()).With(Value(2).Reveal(), path: There.Pending);
        var before = There.Listing;
        _ = Seen;
        Assert.That(There.Listing, Is.EqualTo(before));
    }

    [Test]
    public void Observe_PendingIsLink_HoldsNoValue()
    {
        There.With(Value(1).Reveal(), path: There.In("target"));
        File.CreateSymbolicLink(There.Pending, There.In("target"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Seen.PendingExists, Is.True);
            Assert.That(Seen.PendingValue, Is.Null);
        }
    }

    [Category("Programs")]
    [Test]
    public void Observe_PendingIsNamedPipe_HoldsNoValue()
    {
        TokenDirectory.Run("mkfifo", There.Pending);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Seen.PendingExists, Is.True);
            Assert.That(Seen.PendingValue, Is.Null);
        }
    }

    [Test]
    public void Observe_PendingNoteAlone_IsLeftToDiscard()
    {
        There.With("{}", path: There.PendingCompanion);
        Assert.That(Seen.PendingExists, Is.True);
    }

    [Test]
    public void Observe_PendingIsDirectory_IsNothingToDiscard()
    {
        Directory.CreateDirectory(There.Pending);
        Assert.That(Seen.PendingExists, Is.False);
    }

    [Category("Programs")]
    [Test]
    public void Observe_PendingHasAnotherName_HoldsNoValue()
    {
        There.With(Value(1).Reveal(), path: There.In("target"));
        TokenDirectory.Run("ln", There.In("target"), There.Pending);
        Assert.That(Seen.PendingValue, Is.Null);
    }

    [Category("Programs")]
    [Test]
    public void Observe_PendingOfSomebodyElse_HoldsNoValue()
    {
        Assume.That(Environment.IsPrivilegedProcess, "only root can make another user's file");
        There.With(Value(1).Reveal(), path: There.Pending);
        TokenDirectory.Run("chown", "12345", There.Pending);
        Assert.That(Seen.PendingValue, Is.Null);
    }

    /// <summary>Who lets a group read it, means it; but hardly anybody means every user of the host.</summary>
    [TestCase("0644", "0755", true)]
    [TestCase("0644", "0750", false)]
    [TestCase("0640", "0755", false)]
    [TestCase("0600", "0755", false)]
    public void Observe_Adopted_WarnsWhenEveryUserCanReadIt(string mode, string modeOfDirectory, bool warns)
    {
        There.With(Value(1).Reveal(), mode);
        File.SetUnixFileMode(There.Root, TokenDirectory.Octal(modeOfDirectory));
        Assert.That(There.Observed().Warnings, warns ? Has.One.Contains(mode).And.One.Contains(There.Path) : Is.Empty);
    }

    [Test]
    public void Observe_WrittenByARun_SaysNothingOfItsMode()
    {
        There.With(Value(1).Reveal(), "0644").Write(Value(2));
        File.SetUnixFileMode(There.Root, TokenDirectory.Octal("0755"));
        Assert.That(There.Observed().Warnings, Is.Empty);
    }

    [Test]
    public void Observe_ModeRequested_SaysNothingOfIt()
    {
        There.With(Value(1).Reveal(), "0644");
        File.SetUnixFileMode(There.Root, TokenDirectory.Octal("0755"));
        var file = new TokenFile(There.Request with { Mode = _ => TokenDirectory.Octal("0644") });
        _ = file.Observe();
        Assert.That(file.Warnings, Is.Empty);
    }

    private void AssertNotOurs(string what) => Assert.That(
        Assert.Throws<TokenException>(() => There.File.Observe()),
        Has.Property("Code").EqualTo(TokenErrorCode.TokenFileNotOurs).And.Message.Contains(what));
}
