using Ansible.Modules.Arguments;
using Ansible.Modules.CommandLine;

namespace Ansible.Modules.Tests.CommandLine;

public class HelpTextTest
{
    private static readonly ArgumentSpec Spec = new(
    [
        new("login", ArgumentType.Str)
        {
            Required = true,
            Description = ["The user whose token it is.", "Matomo login, or e-mail address."],
        },
        new("state", ArgumentType.Str) { Choices = ["present", "absent"], Default = "present", Aliases = ["ensure"] },
        new("password", ArgumentType.Str) { NoLog = true },
        new("fast", ArgumentType.Bool) { Default = true },
        new("tokens", ArgumentType.List)
        {
            Elements = ArgumentType.Dict,
            Description = [string.Join(' ', Enumerable.Repeat("word", 60))],
            Options = new([new("days", ArgumentType.Int) { Default = 5, Description = ["How long."] }]),
        },
    ]);

    private static readonly ArgumentSpec Grouped = new(
    [
        new("path", ArgumentType.Path) { Required = true, Group = "the file" },
        .. Enumerable.Range(10, 12).Select(number => new ArgumentOption($"option{number}", ArgumentType.Str) { Group = "the file" }),
        new("state", ArgumentType.Str) { Group = "all" },
    ]);

    [Test]
    public void OneScreen_Whole() => Assert.That(Text(new SampleModule(Grouped) { Examples = "# As it is.\nsample - < a" }), Is.EqualTo(
        """
        sample - Does what a test says

        Usage: sample [--check] [--diff] [--pretty] [--verbose] FILE|-
          FILE           the options as one JSON object; - is standard input
          --check        say what would change, change nothing
          --diff         show what changes
          --pretty       indent the answer
          --verbose      repeat the options in the answer
          --help OPTION  explain an option or a field of the answer; all explains all
          --version      print the version

        Examples:
          # As it is.
          sample - < a

        Options:
          the file  path (required), option10, option11, option12, option13, option14,
                    option15, option16, option17, option18, option19, option20, option21
          all       state

        """));

    [Test]
    public void OneScreen_NoGroups() => Assert.That(
        Text(new SampleModule(Spec)), Does.EndWith("\n\nOptions:\n  login (required), state, password, fast, tokens\n"));

    [Test]
    public void OneScreen_NoOptions() => Assert.That(Text(new SampleModule(new([]))), Does.EndWith("\n\nOptions:\n"));

    [Test]
    public void All_Whole() => Assert.That(Text(new SampleModule(Spec), "all"), Is.EqualTo(
        """
        The first paragraph.

        The second paragraph.

        Options (= is required):

          = login (str)
              The user whose token it is.
              Matomo login, or e-mail address.

          - state (str)
              Choices: present, absent
              Default: present
              Aliases: ensure

          - password (str, secret)

          - fast (bool)
              Default: true

          - tokens (list of dict)
              word word word word word word word word word word word word word word word
              word word word word word word word word word word word word word word word
              word word word word word word word word word word word word word word word
              word word word word word word word word word word word word word word word

              - days (int)
                  How long.
                  Default: 5

        """));

    [Test]
    public void All_Result() => Assert.That(Text(DocumentedModule.Module, "all"), Does.EndWith(
        """

          - headers (dict)
              Headers.
              Default: {}

        Result:

          - size (int)
              How large.

          - files (list of dict)
              The files.

              - kind (str)
                  Which.
                  Choices: plain, set_aside

              - on (bool)
                  Whether.

        """));

    [Test]
    public void All_RulesBetweenOptions() => Assert.That(Text(DocumentedModule.Module, "all"), Does.Contain(
        """
              Ä secret.
              Cannot be given together with path or parts.
              Needs state and path.

        """));

    [TestCase("state", "- state (str)\n    Choices: present, absent\n    Default: present\n    Aliases: ensure\n")]
    [TestCase("ensure", "- state (str)\n    Choices: present, absent\n    Default: present\n    Aliases: ensure\n")]
    [TestCase("days", "- days (int)\n    How long.\n    Default: 5\n")]
    public void Option(string topic, string expected) => Assert.That(Text(new SampleModule(Spec), topic), Is.EqualTo(expected));

    [TestCase("kind", "In the answer:\n\n  - kind (str)\n      Which.\n      Choices: plain, set_aside\n")]
    [TestCase("size", "In the answer:\n\n  - size (int)\n      How large.\n")]
    public void Field(string topic, string expected) => Assert.That(Text(DocumentedModule.Module, topic), Is.EqualTo(expected));

    [Test]
    public void OptionAndField()
    {
        var module = new SampleModule(Spec) { Returns = [new("login", ArgumentType.Str, "Whose it is.")] };
        Assert.That(
            Text(module, "login"),
            Does.StartWith("= login (str)\n").And.EndWith("\n\nIn the answer:\n\n  - login (str)\n      Whose it is.\n"));
    }

    [Test]
    public void NeitherOptionNorField() => Assert.That(
        () => Text(new SampleModule(Spec), "logn"),
        Throws.TypeOf<ModuleFailedException>().With.Message.EqualTo("There is no option logn. sample --help lists the options."));

    [TestCase("")]
    [TestCase("all")]
    public void NoLineIsWide(string topic)
    {
        var lines = Text(new SampleModule(Spec), topic).Split('\n');
        Assert.That(lines.Max(line => line.Length), Is.LessThanOrEqualTo(HelpText.Width));
        Assert.That(lines, Has.None.Match(@"\s$"));
    }

    private static string Text(IAnsibleModule module, string topic = "") => HelpText.Of(module, topic);
}
