using System.Numerics;
using Ansible.Modules.Json;

namespace Ansible.Modules.Tests.Json;

public class JsonOutputTest
{
    [TestCase("\"\\/\b\f\n\r\t", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"")]
    [TestCase("é😀", "\"\\u00e9\\ud83d\\ude00\"")]
    [TestCase("\u2028\u0000\u0007", "\"\\u2028\\u0000\\u0007\"")]
    [TestCase("</script>'", "\"</script>'\"")]
    public void Strings(string text, string expected) => Assert.That(Written(text), Is.EqualTo(expected));

    [Test]
    public void Strings_LoneSurrogates() => Assert.That(Written("a\ud800b\udc00\ud800"), Is.EqualTo("\"a\\ufffdb\\ufffd\\ufffd\""));

    [Test]
    public void Numbers() => Assert.That(
        Written(new JsonList { 1L, -1.5, 1.0, 1e16, BigInteger.Pow(10, 30), true, null }),
        Is.EqualTo("[1,-1.5,1.0,1e+16,1000000000000000000000000000000,true,null]"));

    [Test]
    public void Numbers_NotFinite() =>
        Assert.That(Written(new JsonList { double.NaN, double.PositiveInfinity }), Is.EqualTo("[\"nan\",\"inf\"]"));

    [Test]
    public void Keys() => Assert.That(Written(new JsonMap { ["\ud800é"] = 1L }), Is.EqualTo("{\"\\ufffd\\u00e9\":1}"));

    [Test]
    public void Indented() => Assert.That(
        Written(new JsonMap { ["a"] = 1L }, indented: true), Is.EqualTo("{\n  \"a\": 1\n}\n"));

    private static string Written(object value)
    {
        var text = Written(new JsonMap { ["v"] = value }, indented: false);
        return text["{\"v\":".Length..^"}\n".Length];
    }

    private static string Written(JsonMap document, bool indented)
    {
        using var output = new MemoryStream();
        JsonOutput.Write(document, output, indented);
        return Encoding.ASCII.GetString(output.ToArray());
    }
}
