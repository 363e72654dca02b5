using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;

namespace Matomo.Tokens.Tests.Files;

/// <summary>Reading a token file that this run is not to write.</summary>
public class KeptTokenTest
{
    private string _directory = "";

    private string Path => System.IO.Path.Combine(_directory, "token");

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("matomo_token-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase("")]
    [TestCase("\n")]
    public void Value_IsRead_AndNothingWritten(string end)
    {
        File.WriteAllText(Path, Sample.Value(7).Reveal() + end);
        Assert.That(KeptToken.Read(Path), Is.EqualTo(Sample.Value(7)));
        Assert.That(Directory.GetFileSystemEntries(_directory), Is.EqualTo(new[] { Path }));
    }

    [Test]
    public void Missing_IsRefused() =>
        Assert.That(Sample.CodeOf(() => KeptToken.Read(Path)), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));

    [TestCase("", TokenErrorCode.TokenFileUnwritable)]
    [TestCase("two\nlines", TokenErrorCode.TokenFileNotOurs)]
    public void Other_IsRefused(string content, TokenErrorCode code)
    {
        File.WriteAllText(Path, content);
        Assert.That(Sample.CodeOf(() => KeptToken.Read(Path)), Is.EqualTo(code));
    }

    [Test]
    public void Link_IsRefused()
    {
        File.WriteAllText(Path + "-there", Sample.Value(7).Reveal());
        File.CreateSymbolicLink(Path, Path + "-there");
        Assert.That(Sample.CodeOf(() => KeptToken.Read(Path)), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));
    }
}
