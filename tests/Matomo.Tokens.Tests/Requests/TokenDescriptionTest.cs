using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Requests;

public class TokenDescriptionTest
{
    [TestCase("WP-Matomo", "WP-Matomo", "WP-Matomo")]
    [TestCase("  a b\t\n", "a b", "a b")]
    [TestCase("a & b <i>\"ü'", "a & b <i>\"ü'", "a &amp; b &lt;i&gt;&quot;ü&#039;")]
    [TestCase("a &amp; b", "a & b", "a &amp; b")]
    [TestCase("a &amp;amp; b", "a &amp; b", "a &amp;amp; b")]
    [TestCase("&#32;a&#x20;", "a", "a")]
    [TestCase("00", "00", "00")]
    [TestCase("\U0001F511", "\U0001F511", "\U0001F511")]
    public void Parse(string given, string text, string escaped)
    {
        var description = TokenDescription.Parse(given);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(description.Text, Is.EqualTo(text));
            Assert.That(description.Escaped, Is.EqualTo(escaped));
            Assert.That(description.ToString(), Is.EqualTo(text));
        }
    }

    [TestCase("")]
    [TestCase(" \t\r\n\v")]
    [TestCase("0")]
    [TestCase(" 0 ")]
    [TestCase("&#48;")]
    [TestCase("a\0b")]
    [TestCase("\0")]
    public void Parse_Refused(string given) =>
        Assert.That(Sample.CodeOf(() => TokenDescription.Parse(given)), Is.EqualTo(TokenErrorCode.InvalidArguments));

    [TestCase(0xD800)]
    [TestCase(0xDC00)]
    public void Parse_HalfOfASurrogatePair_IsRefused(int half) =>
        Assert.That(Sample.CodeOf(() => TokenDescription.Parse($"a{(char)half}b")), Is.EqualTo(TokenErrorCode.InvalidArguments));

    [TestCase('x', 100)]
    [TestCase('ü', 100)]
    [TestCase('\'', 16)]
    [TestCase('"', 16)]
    [TestCase('&', 20)]
    [TestCase('<', 25)]
    public void Parse_Longest(char letter, int most)
    {
        Assert.That(TokenDescription.Parse(new string(letter, most)).Text, Has.Length.EqualTo(most));
        Assert.That(Sample.CodeOf(() => TokenDescription.Parse(new string(letter, most + 1))), Is.EqualTo(TokenErrorCode.InvalidArguments));
    }

    [Test]
    public void Parse_SeventeenApostrophes_Are102() =>
        Assert.That(
            Assert.Throws<TokenException>(() => TokenDescription.Parse(new string('\'', 17)))!.Message, Does.Contain("102 characters"));

    [Test]
    public void Parse_CharactersBeyondTheBasicPlane_CountOnce() =>
        Assert.That(TokenDescription.Parse(string.Concat(Enumerable.Repeat("\U0001F511", 100))).Text, Has.Length.EqualTo(200));

    [Test]
    public void Parse_BlanksAround_DoNotCount() =>
        Assert.That(TokenDescription.Parse(new string('x', 100) + "  ").Text, Has.Length.EqualTo(100));

    [TestCase("a & b", "a & b", true)]
    [TestCase("a & b", "a &amp; b", true)]
    [TestCase("a & b", "a &amp;amp; b", false)]
    [TestCase("a &amp;amp; b", "a &amp; b", true)]
    [TestCase("a &amp;amp; b", "a &amp;amp; b", true)]
    [TestCase("a &amp;amp; b", "a & b", false)]
    [TestCase("WP", "wp", false)]
    [TestCase("WP", "WP ", false)]
    [TestCase("WP", "", false)]
    [TestCase("it's", "it&#039;s", true)]
    [TestCase("ü", "u", false)]
    public void Matches(string requested, string stored, bool isTheSame) =>
        Assert.That(TokenDescription.Parse(requested).Matches(stored), Is.EqualTo(isTheSame));

    [Test]
    public void Equals_SameText()
    {
        var (one, same) = (TokenDescription.Parse("a & b"), TokenDescription.Parse(" a &amp; b"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Equals(same), Is.True);
            Assert.That(one.GetHashCode() == same.GetHashCode(), Is.True);
            Assert.That(one.Equals(TokenDescription.Parse("A & b")), Is.False);
        }
    }
}
