using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Parsing.Rules;

/// <summary>A value that is no string where one is wanted, under each of Ansible's settings.</summary>
public class StringConversionTest
{
    private static readonly ArgumentSpec Spec = new(
    [
        new("s", ArgumentType.Str),
        new("p", ArgumentType.Path),
        new("pw", ArgumentType.Str) { NoLog = true },
        new("l", ArgumentType.List) { Elements = ArgumentType.Str },
        new("es", ArgumentType.List) { Elements = ArgumentType.Dict, Options = new([new("s", ArgumentType.Str)]) },
    ]);

    [Test]
    public void Warn() => AssertWarns(
        "\"s\": 1.10",
        """The value "s: 1.1" (type float) was converted to "s: '1.1'" (type string).""");

    [Test]
    public void Warn_Element() => AssertWarns(
        "\"l\": [\"a\", true]",
        """The value "l: True" (type bool) was converted to "l: 'True'" (type string).""");

    [Test]
    public void Warn_Suboption() => AssertWarns(
        "\"es\": [{}, {\"s\": [1]}]",
        """The value "es[1].s: [1]" (type list) was converted to "es[1].s: '[1]'" (type string).""");

    [Test]
    public void Warn_Secret() => AssertWarns(
        "\"pw\": 123456",
        """The value "pw: ********" (type int) was converted to "pw: '********'" (type string).""");

    [TestCase("\"s\": \"1\"")]
    [TestCase("\"s\": null")]
    [TestCase("\"p\": 1")]
    public void Warn_NothingToWarnOf(string member) => Assert.That(With("warn", member).Json["warnings"], Is.Null);

    [TestCase("ignore")]
    [TestCase("unheard of")]
    public void Ignore(string action) =>
        Assert.That(With(action, "\"s\": 1").Text, Does.Contain("\"s\":\"1\"").And.Not.Contain("warnings"));

    [Test]
    public void Error() => Assert.That(With("error", "\"s\": 1").Message, Is.EqualTo(
        "argument 's' is of type <class 'int'> and we were unable to convert to str: "
        + "Quote the entire value to ensure it does not change."));

    [Test]
    public void Error_Element() => Assert.That(With("error", "\"l\": [1]").Message, Is.EqualTo(
        "Elements value for option 'l' is of type <class 'int'> and we were unable to convert to str: "
        + "Quote the entire value to ensure it does not change."));

    private static void AssertWarns(string member, string expected)
    {
        var warnings = With("warn", member).Json["warnings"]!.AsArray();
        Assert.That(warnings, Has.Count.EqualTo(1));
        Assert.That((string?)warnings[0], Is.EqualTo(
            $"{expected} If this does not look like what you expect, quote the entire value to ensure it does not change."));
    }

    private static Answer With(string action, string member) =>
        Answer.To(Spec, $$"""{"_ansible_string_conversion_action": "{{action}}", {{member}}}""");
}
