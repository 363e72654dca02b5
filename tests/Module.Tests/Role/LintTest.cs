using System.Diagnostics;

namespace MatomoToken.Tests.Role;

/// <summary>The role and the examples pass ansible-lint at its strictest profile, and yamllint; both without the network.</summary>
[Category("Programs")]
public sealed class LintTest
{
    [TestCase("ansible-lint", "--offline", "--nocolor", "ansible-role", "examples")]
    [TestCase("yamllint", "--strict", "ansible-role", "examples", ".ansible-lint", ".yamllint")]
    public async Task Lint(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await output + error);
    }
}
