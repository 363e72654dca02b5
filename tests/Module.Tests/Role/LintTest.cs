using Tests.Processes;

namespace MatomoToken.Tests.Role;

/// <summary>The role and the examples pass ansible-lint at its strictest profile, and yamllint; both without the network.</summary>
[Category("Programs")]
public sealed class LintTest
{
    [TestCase("ansible-lint", "--offline", "--nocolor", "ansible-role", "examples")]
    [TestCase("yamllint", "--strict", "ansible-role", "examples", ".ansible-lint", ".yamllint")]
    public async Task Lint(string program, params string[] arguments)
    {
        var lint = new Command(Programs.Find(program, program), arguments)
        {
            WorkingDirectory = Repository.Root,
            Environment = new Dictionary<string, string> { ["HOME"] = Environment.GetEnvironmentVariable("HOME") ?? "/" },
        };
        var outcome = await lint.RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
    }
}
