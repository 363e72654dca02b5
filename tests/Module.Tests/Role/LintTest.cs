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
        await AssertCleanAsync(Repository.Root, program, arguments);
    }

    /// <summary>Whoever keeps the modules and the role in a project lints them too, with settings that are not ours.</summary>
    [Test]
    public async Task Lint_InAProjectOfAnother()
    {
        var project = Directory.CreateTempSubdirectory("matomo_token-").FullName;
        var role = Directory.CreateDirectory(Path.Combine(project, "roles", "matomo_token")).FullName;
        var library = Directory.CreateDirectory(Path.Combine(project, "library")).FullName;
        foreach (var file in Directory.GetFiles(Repository.PathOf("module/documentation"), "matomo_token*.yml"))
            File.Copy(file, Path.Combine(library, Path.GetFileName(file)));

        foreach (var file in Directory.GetFiles(Repository.PathOf("ansible-role"), "*.yml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(role, Path.GetRelativePath(Repository.PathOf("ansible-role"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await AssertCleanAsync(project, "ansible-lint", "--offline", "--nocolor");
        Directory.Delete(project, recursive: true);
    }

    private static async Task AssertCleanAsync(string directory, string program, params string[] arguments)
    {
        var lint = new Command(Programs.Find(program, program), arguments)
        {
            WorkingDirectory = directory,
            Limit = TimeSpan.FromMinutes(5),
            Environment = new Dictionary<string, string> { ["HOME"] = Environment.GetEnvironmentVariable("HOME") ?? "/" },
        };
        var outcome = await lint.RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
    }
}
