using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Files;

public sealed class TokenFilePlaceTest : DirectoryFixture
{
    [SetUp]
    public void MakeLink()
    {
        Directory.CreateDirectory(There.In("real"));
        Directory.CreateSymbolicLink(There.In("link"), There.In("real"));
    }

    [TestCase("real/a", "real/a")]
    [TestCase("real/a", "link/a")]
    [TestCase("real/a", "real/../real/./a")]
    [TestCase("missing/a", "missing/a")]
    public void CheckDistinct_SameFile(string first, string second) => AssertClash("is that of another request", first, second);

    [TestCase("real/a", "real/a.json")]
    [TestCase("real/a.json", "link/a")]
    [TestCase("real/a", "real/.a.matomo_token-new")]
    [TestCase("real/a", "real/.a.json.matomo_token-new")]
    [TestCase("real/.a.matomo_token-lock", "real/a")]
    public void CheckDistinct_FileOfAnother(string first, string second) => AssertClash("of the same name", first, second);

    [TestCase("real/a", "link/b")]
    [TestCase("real/a", "missing/a")]
    [TestCase("missing/a", "missing/b")]
    public void CheckDistinct_OtherFiles(string first, string second) =>
        Assert.That(() => TokenFilePlace.CheckDistinct([Place(first), null, Place(second)]), Throws.Nothing);

    [Test]
    public void Of_NullCharacter_IsRefused()
    {
        var failure = Assert.Throws<TokenException>(() => _ = new TokenFile(new TokenFileRequest("a\0b"), 3))!;
        Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.InvalidArguments));
        Assert.That(failure.RequestIndex, Is.EqualTo(3));
    }

    [Test]
    public void Of_Root_IsRefused() =>
        Assert.That(Sample.CodeOf(() => TokenFilePlace.Of("/", null)), Is.EqualTo(TokenErrorCode.TokenFileNotOurs));

    [Test]
    [NonParallelizable]
    public void Of_WorkingDirectoryIsGone_IsRefusedWhenRelative()
    {
        var before = Environment.CurrentDirectory;
        var gone = Directory.CreateDirectory(There.In("gone")).FullName;
        try
        {
            Environment.CurrentDirectory = gone;
            Directory.Delete(gone);
            Assert.That(Sample.CodeOf(() => TokenFilePlace.Of("token", null)), Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(TokenFilePlace.Of(There.Path, null).FullPath, Is.EqualTo(There.Path));
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private TokenFilePlace Place(string name) => TokenFilePlace.Of(There.Root + "/" + name, null);

    private void AssertClash(string words, string first, string second)
    {
        var failure = Assert.Throws<TokenException>(() => TokenFilePlace.CheckDistinct([Place(first), null, Place(second)]))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.InvalidArguments));
            Assert.That(failure.RequestIndex, Is.EqualTo(2));
            Assert.That(failure.Reason, Is.EqualTo(new FailureReason.ConflictsWith(0)));
            Assert.That(failure.Message, Does.Contain(words));
        }
    }
}
