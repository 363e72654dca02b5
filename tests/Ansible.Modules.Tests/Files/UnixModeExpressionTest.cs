using Ansible.Modules.Files;

namespace Ansible.Modules.Tests.Files;

/// <summary>The expected modes are what ansible-core 2.14's <c>_symbolic_mode_to_octal</c> gives with umask 0.</summary>
public sealed class UnixModeExpressionTest
{
    [TestCase("600", "u=rw,g=r,o=", "640")]
    [TestCase("600", "g+r", "640")]
    [TestCase("644", "o-r", "640")]
    [TestCase("640", "a=r", "444")]
    [TestCase("640", "u+x,g+X", "740")]
    [TestCase("600", "g+X", "600")]
    [TestCase("755", "g=u", "775")]
    [TestCase("640", "o=g", "644")]
    [TestCase("600", "ug=rw,o=r", "664")]
    [TestCase("600", "u+s", "4600")]
    [TestCase("600", "+r", "644")]
    [TestCase("644", "go=", "600")]
    [TestCase("4755", "u=rw", "655")]
    [TestCase("4755", "u=rws", "4655")]
    [TestCase("644", "o+t", "1644")]
    [TestCase("750", "o=u-w", "755")]
    [TestCase("777", "0600", "600")]
    [TestCase("777", "640", "640")]
    public void ApplyTo_Text(string present, string expression, string expected) =>
        Assert.That(Octal(UnixModeExpression.Parse("mode", expression)(Mode(present))), Is.EqualTo(expected));

    [Test]
    public void ApplyTo_NumberThatYamlReadAsOctal() =>
        Assert.That(Octal(UnixModeExpression.Parse("mode", 384L)(UnixFileMode.None)), Is.EqualTo("600"));

    [TestCase("")]
    [TestCase("rw")]
    [TestCase("u")]
    [TestCase("z=r")]
    [TestCase("u=q")]
    [TestCase("u=r,")]
    [TestCase("0o600")]
    [TestCase("899")]
    [TestCase("77777")]
    public void Parse_NotAMode(string expression) => Assert.That(
        () => UnixModeExpression.Parse("mode", expression),
        Throws.TypeOf<ModuleFailedException>().With.Message.StartsWith($"mode is \"{expression}\""));

    [Test]
    public void Parse_NotAModeAtAll() => Assert.That(
        () => UnixModeExpression.Parse("mode", new List<object?> { 1L, true, null }),
        Throws.TypeOf<ModuleFailedException>().With.Message.StartsWith("mode is \"[1, True, None]\""));

    [Test]
    public void Parse_NumberBeyondTwelveBits() =>
        Assert.That(() => UnixModeExpression.Parse("mode", 4096L), Throws.TypeOf<ModuleFailedException>());

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}
