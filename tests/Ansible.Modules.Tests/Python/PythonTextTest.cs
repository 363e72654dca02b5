using Ansible.Modules.Python;

namespace Ansible.Modules.Tests.Python;

public class PythonTextTest
{
    [TestCase(1.0, "1.0")]
    [TestCase(1.5, "1.5")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(0.1, "0.1")]
    [TestCase(100000.0, "100000.0")]
    [TestCase(123.456, "123.456")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(0.00001, "1e-05")]
    [TestCase(1.5e-7, "1.5e-07")]
    [TestCase(1e15, "1000000000000000.0")]
    [TestCase(1234567890123456.7, "1234567890123456.8")]
    [TestCase(9007199254740993.0, "9007199254740992.0")]
    [TestCase(1e16, "1e+16")]
    [TestCase(-1e16, "-1e+16")]
    [TestCase(12345678901234568.0, "1.2345678901234568e+16")]
    [TestCase(99999999999999984.0, "9.999999999999998e+16")]
    [TestCase(123456789012345680.0, "1.2345678901234568e+17")]
    [TestCase(1e100, "1e+100")]
    [TestCase(5e-324, "5e-324")]
    [TestCase(double.MaxValue, "1.7976931348623157e+308")]
    [TestCase(double.NaN, "nan")]
    [TestCase(double.PositiveInfinity, "inf")]
    [TestCase(double.NegativeInfinity, "-inf")]
    public void Repr_Float(double number, string expected) => Assert.That(PythonText.Repr(number), Is.EqualTo(expected));

    [TestCase("a", "'a'")]
    [TestCase("it's", "\"it's\"")]
    [TestCase("q\"", "'q\"'")]
    [TestCase("b\"'", "'b\"\\''")]
    [TestCase("\\\n\r\t", "'\\\\\\n\\r\\t'")]
    [TestCase("\0\u007f\u00a0\u00ad", "'\\x00\\x7f\\xa0\\xad'")]
    [TestCase("\u200b\u2028", "'\\u200b\\u2028'")]
    [TestCase("é😀", "'é😀'")]
    [TestCase("\U000e0001", "'\\U000e0001'")]
    public void Repr_String(string text, string expected) => Assert.That(PythonText.Repr(text), Is.EqualTo(expected));

    [Test]
    public void Repr_LoneSurrogate() => Assert.That(PythonText.Repr("a\ud800b"), Is.EqualTo("'a\\ud800b'"));
}
