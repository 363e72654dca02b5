using System.Numerics;
using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Ansible.Modules.Tests.Json;

public class JsonInputTest
{
    [TestCase("{\"a\": 1, \"b\": [true, false, null]}", "{'a': 1, 'b': [True, False, None]}")]
    [TestCase("{\"a\": 1, \"b\": 2, \"a\": 3}", "{'a': 3, 'b': 2}")]
    [TestCase("{\"\": {}}", "{'': {}}")]
    [TestCase("\"2026-01-02T03:04:05Z\"", "'2026-01-02T03:04:05Z'")]
    [TestCase("\"/Date(0)/\"", "'/Date(0)/'")]
    [TestCase("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "'\"\\\\/\\x08\\x0c\\n\\r\\té'")]
    [TestCase("1.0", "1.0")]
    [TestCase("-0.5e-3", "-0.0005")]
    [TestCase("1E5", "100000.0")]
    [TestCase("1e400", "inf")]
    [TestCase("-1e400", "-inf")]
    [TestCase("NaN", "nan")]
    [TestCase("-Infinity", "-inf")]
    [TestCase("9223372036854775807", "9223372036854775807")]
    [TestCase(" \t\r\n[ ] ", "[]")]
    public void Parsing(string json, string expected) => Assert.That(PythonText.Repr(JsonInput.Parse(json)), Is.EqualTo(expected));

    [Test]
    public void Parsing_BigInteger() =>
        Assert.That(JsonInput.Parse("-9223372036854775809"), Is.EqualTo(BigInteger.Parse("-9223372036854775809")));

    [TestCase("", "ends before")]
    [TestCase("  ", "ends before")]
    [TestCase("{", "ends before")]
    [TestCase("{\"a\"", "")]
    [TestCase("{\"a\":", "")]
    [TestCase("{\"a\": 1", "ends before")]
    [TestCase("[1", "ends before")]
    [TestCase("\"a", "ends inside a string")]
    [TestCase("{\"a\": \"b\\", "")]
    [TestCase("{} x", "(line 1, position 4)")]
    [TestCase("{} {}", "more follows")]
    [TestCase("{}]", "more follows")]
    [TestCase("[1}", "")]
    [TestCase("{\"a\" 1}", "")]
    [TestCase("{1: 1}", "")]
    [TestCase("{\"a\": ]}", "")]
    [TestCase("[1,]", "comma")]
    [TestCase("{\"a\": 1,}", "comma")]
    [TestCase("[,1]", "comma")]
    [TestCase("[1,,2]", "comma")]
    [TestCase("{\"a\":,}", "comma")]
    [TestCase("{'a': 1}", "double quotes")]
    [TestCase("{a: 1}", "double quotes")]
    [TestCase("[undefined]", "double quotes")]
    [TestCase("[True]", "double quotes")]
    [TestCase("[new Date(1)]", "double quotes")]
    [TestCase("/* c */ {}", "double quotes")]
    [TestCase("{} // c", "double quotes")]
    [TestCase("[01]", "double quotes")]
    [TestCase("[0x10]", "double quotes")]
    [TestCase("[+1]", "double quotes")]
    [TestCase("[.5]", "double quotes")]
    [TestCase("[1.]", "double quotes")]
    [TestCase("[1e]", "double quotes")]
    [TestCase("[\"a\nb\"]", "control character")]
    [TestCase("[\"\\'\"]", "escape")]
    [TestCase("[\"\\u12\"]", "escape")]
    [TestCase("[1 2]", "")]
    [TestCase("[\"a\"\"b\"]", "")]
    public void Parsing_NotJson(string json, string reason) =>
        Assert.That(
            () => JsonInput.Parse(json), Throws.TypeOf<JsonFaultException>().With.Message.Contains(reason).And.Message.Contains("line"));

    [Test]
    public void Parsing_PlaceOfTheFault() => Assert.That(
        () => JsonInput.Parse("{\n  \"a\": 1,\n  \"b\": oops\n}"),
        Throws.TypeOf<JsonFaultException>().With.Message.EndsWith("(line 3, position 8)"));

    [TestCase(JsonInput.MaximumDepth)]
    public void Parsing_AsDeepAsAllowed(int depth) =>
        Assert.That(() => JsonInput.Parse(new string('[', depth) + new string(']', depth)), Throws.Nothing);

    [TestCase(JsonInput.MaximumDepth + 1)]
    [TestCase(1_000_000)]
    public void Parsing_TooDeep(int depth) => Assert.That(
        () => JsonInput.Parse(new string('[', depth)), Throws.TypeOf<JsonFaultException>().With.Message.Contains("levels deep"));

    [Test]
    public void Parsing_NumberTooLong() => Assert.That(
        () => JsonInput.Parse(new string('1', 10_000)), Throws.TypeOf<JsonFaultException>().With.Message.Contains("too long"));

    [Test]
    public void Parsing_FaultsQuoteNothing()
    {
        const string Secret = "hunter2";
        string[] texts =
        [
            $"{{\"a\": {Secret}}}", $"\"{Secret}\" {Secret}", $"{{\"{Secret}\" 1}}", $"[\"{Secret}\" \"{Secret}\"]",
            $"{{\"a\": \"{Secret}", Secret,
        ];
        foreach (var json in texts)
            Assert.That(() => JsonInput.Parse(json), Throws.TypeOf<JsonFaultException>().With.Message.Not.Contains(Secret));
    }
}
