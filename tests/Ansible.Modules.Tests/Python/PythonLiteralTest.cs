using Ansible.Modules.Python;

namespace Ansible.Modules.Tests.Python;

public class PythonLiteralTest
{
    [TestCase("{'a': 1}", "{'a': 1}")]
    [TestCase(" {'a': 1,} ", "{'a': 1}")]
    [TestCase("{'a': {\"b\": [True, False, None]}}", "{'a': {'b': [True, False, None]}}")]
    [TestCase("{1: 'a'}", "{'1': 'a'}")]
    [TestCase("{'a': -1, 'b': +2, 'c': 1_0, 'd': .5, 'e': 1e3, 'f': 1.5e-7, 'g': 0}", "{'a': -1, 'b': 2, 'c': 10, 'd': 0.5, 'e': 1000.0, 'f': 1.5e-07, 'g': 0}")]
    [TestCase("()", "[]")]
    [TestCase("(1,)", "[1]")]
    [TestCase("(1)", "1")]
    [TestCase("'a' \"b\"", "'ab'")]
    [TestCase("u'a'", "'a'")]
    [TestCase("r'\\n'", "'\\\\n'")]
    [TestCase("'\\x41\\u0042\\103\\n\\'\\q'", "\"ABC\\n'\\\\q\"")]
    [TestCase("'\\U0001F600'", "'😀'")]
    [TestCase("''", "''")]
    public void Parsing(string text, string expected)
    {
        Assert.That(PythonLiteral.TryParse(text, out var value), Is.True);
        Assert.That(PythonText.Repr(value), Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{'a'}")]
    [TestCase("{'a': }")]
    [TestCase("{'a' 1}")]
    [TestCase("[1 2]")]
    [TestCase("[,]")]
    [TestCase("'a")]
    [TestCase("'\\xZZ'")]
    [TestCase("'\\N{DASH}'")]
    [TestCase("b'a'")]
    [TestCase("true")]
    [TestCase("nan")]
    [TestCase("inf")]
    [TestCase("1j")]
    [TestCase("012")]
    [TestCase("1 + 1")]
    [TestCase("f()")]
    [TestCase("{'a': 1} x")]
    [TestCase("{[1]: 1}")]
    public void Parsing_NotALiteral(string text) => Assert.That(PythonLiteral.TryParse(text, out _), Is.False);

    [Test]
    public void Parsing_TooDeep() => Assert.That(PythonLiteral.TryParse(new string('[', 10_000), out _), Is.False);
}
