using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Requests;

/// <summary>The expectations are those of PHP's html_entity_decode with ENT_QUOTES and HTML 4.01.</summary>
public class HtmlEntitiesTest
{
    [TestCase("", "")]
    [TestCase("a", "a")]
    [TestCase("&", "&")]
    [TestCase("&;", "&;")]
    [TestCase("& ;", "& ;")]
    [TestCase("&amp;", "&")]
    [TestCase("&amp", "&amp")]
    [TestCase("&amp;lt;", "&lt;")]
    [TestCase("&lt;&gt;&quot;&#039;", "<>\"'")]
    [TestCase("&&amp;", "&&")]
    [TestCase("&AMP;", "&AMP;")]
    [TestCase("&apos;", "&apos;")]
    [TestCase("&uuml;&euro;&nbsp;", "ü€\u00a0")]
    [TestCase("&unknown;", "&unknown;")]
    [TestCase("&#65;&#x41;&#X41;", "AAA")]
    [TestCase("&#128273;", "\U0001F511")]
    [TestCase("&#0;", "&#0;")]
    [TestCase("&#11;", "&#11;")]
    [TestCase("&#128;", "&#128;")]
    [TestCase("&#xD800;", "&#xD800;")]
    [TestCase("&#x110000;", "&#x110000;")]
    [TestCase("&#99999999999;", "&#99999999999;")]
    [TestCase("&# 65;", "&# 65;")]
    [TestCase("&#+65;", "&#+65;")]
    [TestCase("&#;", "&#;")]
    [TestCase("&#x;", "&#x;")]
    public void DecodeOnce(string text, string decoded) => Assert.That(HtmlEntities.DecodeOnce(text), Is.EqualTo(decoded));

    [TestCase("a & b <i>\"ü'", "a &amp; b &lt;i&gt;&quot;ü&#039;")]
    [TestCase("&amp;", "&amp;amp;")]
    public void Escape(string text, string escaped)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(HtmlEntities.Escape(text), Is.EqualTo(escaped));
            Assert.That(HtmlEntities.DecodeOnce(escaped), Is.EqualTo(text));
        }
    }
}
