using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Files;

/// <summary>What cannot be done is found out before anything is: in check mode as in a run.</summary>
public sealed class CheckTest : DirectoryFixture
{
    private readonly List<string> _unchangeable = [];

    [TearDown]
    public void MakeChangeable()
    {
        _unchangeable.ForEach(path => TokenDirectory.Run("chattr", "-ia", path));
        _unchangeable.Clear();
    }

    [Test]
    public void Check_Writable([Values] FileAction action)
    {
        There.Write(Value(1));
        Assert.That(() => There.Observed().Check(action, false), Throws.Nothing);
    }

    [Test]
    public void Check_TouchesNothing([Values] FileAction action)
    {
        There.Write(Value(1));
        There.With(Value(2).Reveal(), path: There.Pending);
        var before = There.Listing;
        There.Observed().Check(action, true);
        Assert.That(There.Listing, Is.EqualTo(before));
    }

    [TestCase(FileAction.Write)]
    [TestCase(FileAction.Refresh)]
    [TestCase(FileAction.PublishPending)]
    [TestCase(FileAction.Remove)]
    public void Check_DirectoryOfAnother_IsUnwritable(FileAction action)
    {
        There.Write(Value(1));
        var file = There.Observed();
        File.SetUnixFileMode(There.Root, TokenDirectory.Octal("0555"));
        try
        {
            AssertRefused("Permission denied", () => FileSystemUser.AsNobody(() => file.Check(action, false)));
            AssertRefused("Permission denied", () => FileSystemUser.AsNobody(() => file.Check(FileAction.None, true)));
        }
        finally
        {
            File.SetUnixFileMode(There.Root, TokenDirectory.Octal("0700"));
        }
    }

    [Category("Programs")]
    [TestCase("+i", FileAction.Write)]
    [TestCase("+a", FileAction.Write)]
    [TestCase("+i", FileAction.Remove)]
    [TestCase("+a", FileAction.Remove)]
    public void Check_UnchangeableDirectory_IsUnwritable(string attribute, FileAction action)
    {
        There.Write(Value(1));
        var file = There.Observed();
        MakeUnchangeable(attribute, There.Root);
        AssertRefused("immutable or append-only", () => file.Check(action, false));
    }

    [Category("Programs")]
    [TestCase("token", FileAction.Write)]
    [TestCase("token", FileAction.Remove)]
    [TestCase("token", FileAction.SetAttributes)]
    [TestCase("token.json", FileAction.Write)]
    [TestCase("token.json", FileAction.Refresh)]
    [TestCase("token.json", FileAction.Remove)]
    public void Check_UnchangeableFile_IsUnwritable(string name, FileAction action)
    {
        There.Write(Value(1));
        var file = There.Observed();
        MakeUnchangeable("+i", There.In(name));
        AssertRefused(There.In(name), () => file.Check(action, false));
    }

    [TestCase(".token.matomo_token-new")]
    [TestCase(".token.json.matomo_token-new")]
    public void Check_DirectoryInThePendingFilesPlace_IsUnwritable(string name)
    {
        Directory.CreateDirectory(There.In(name));
        AssertRefused("is a directory", () => There.File.Check(FileAction.Write, false));
    }

    [Test]
    public void Check_NameTooLong_IsUnwritable()
    {
        var file = new TokenFile(new(There.In(new string('a', 233))));
        AssertRefused("too long", () => file.Check(FileAction.Write, false));
    }

    [Test]
    public void Check_LongestName_IsWritten()
    {
        var file = new TokenFile(new(There.In(new string('a', 232))));
        file.Check(FileAction.Write, false);
        There.Write(Value(1), file);
        Assert.That(There.Names, Has.Exactly(2).Items);
    }

    [Test]
    public void Check_UsersOwnJson_IsNotInTheWayOfRemoval()
    {
        There.With(Value(1).Reveal()).With("{\"name\": \"my own\"}", path: There.Companion);
        Assert.That(() => There.Observed().Check(FileAction.Remove, false), Throws.Nothing);
    }

    [Test]
    public void Check_ModeThatItsOwnerCannotRead_IsRefusedForOrdinaryUsers()
    {
        var file = new TokenFile(There.Request with { Mode = _ => UnixFileMode.None });
        if (Environment.IsPrivilegedProcess)
            Assert.That(() => file.Check(FileAction.Write, false), Throws.Nothing);
        else
            AssertRefused("could not read it", () => file.Check(FileAction.Write, false));
    }

    [TestCase("0777", "every user")]
    [TestCase("1777", null)]
    [TestCase("0755", null)]
    [TestCase("0700", null)]
    public void Check_DirectoryThatOthersMayWrite_IsAWarning(string mode, string? who)
    {
        File.SetUnixFileMode(There.Root, TokenDirectory.Octal(mode));
        var file = There.File;
        file.Check(FileAction.Write, false);
        Assert.That(file.Warnings, who is null ? Is.Empty : Has.One.Contains(who).And.One.Contains(There.Root));
    }

    [Test]
    public void Check_NothingToWrite_SaysNothingOfTheDirectory()
    {
        File.SetUnixFileMode(There.Root, TokenDirectory.Octal("0777"));
        var file = There.File;
        file.Check(FileAction.None, false);
        Assert.That(file.Warnings, Is.Empty);
    }

    private void MakeUnchangeable(string attribute, string path)
    {
        Assume.That(Environment.IsPrivilegedProcess, "only root can");
        TokenDirectory.Run("chattr", attribute, path);
        _unchangeable.Add(path);
    }

    private static void AssertRefused(string words, Action action)
    {
        var failure = Assert.Throws<TokenException>(action)!;
        Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        Assert.That(failure.Message, Does.Contain(words));
    }
}
