using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Ansible.Modules.Tests.Python;

public class PythonEqualityTest
{
    [TestCase("1", "1")]
    [TestCase("1", "1.0")]
    [TestCase("1", "true")]
    [TestCase("0.0", "false")]
    [TestCase("123456789012345678901234567890", "123456789012345678901234567890")]
    [TestCase("1.5", "1.5")]
    [TestCase("null", "null")]
    [TestCase("[1, {\"a\": 2}]", "[true, {\"a\": 2.0}]")]
    [TestCase("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}")]
    public void Equal(string left, string right) => Assert.That(AreEqual(left, right), Is.True);

    [TestCase("1", "\"1\"")]
    [TestCase("1", "2")]
    [TestCase("1.5", "1")]
    [TestCase("NaN", "NaN")]
    [TestCase("null", "false")]
    [TestCase("\"a\"", "\"A\"")]
    [TestCase("[]", "{}")]
    [TestCase("[1]", "[1, 2]")]
    [TestCase("{\"a\": 1}", "{\"b\": 1}")]
    public void NotEqual(string left, string right) => Assert.That(AreEqual(left, right), Is.False);

    private static bool AreEqual(string left, string right) => PythonEquality.AreEqual(JsonInput.Parse(left), JsonInput.Parse(right));
}
