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

    [Test]
    public void Text_Whole() => Assert.That(HelpText.Of(new SampleModule(Spec)), Is.EqualTo(
        """
        sample - Does what a test says

        The first paragraph.

        The second paragraph.

        Usage:
          sample [--check] [--diff] [--pretty] FILE|-

          FILE       file that holds the options as one JSON object; - is standard input
          --check    say what would change, change nothing
          --diff     show what changes
          --pretty   indent the answer
          --help     print this text
          --version  print the version

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
              word word word word word word word word word word word word word word word word word
              word word word word word word word word word word word word word word word word word
              word word word word word word word word word word word word word word word word word
              word word word word word word word word word

              - days (int)
                  How long.
                  Default: 5

        """));

    [Test]
    public void Text_Result() => Assert.That(HelpText.Of(DocumentedModule.Module), Does.EndWith(
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
    public void Text_RulesBetweenOptions() => Assert.That(HelpText.Of(DocumentedModule.Module), Does.Contain(
        """
              Ä secret.
              Cannot be given together with path or parts.
              Needs state and path.

        """));

    [Test]
    public void Text_NoLineIsWide() =>
        Assert.That(HelpText.Of(new SampleModule(Spec)).Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(HelpText.Width));

    [Test]
    public void Text_NoBlanksAtLineEnds() =>
        Assert.That(HelpText.Of(new SampleModule(Spec)).Split('\n'), Has.None.Match(@"\s$"));
}
