using System.Text.RegularExpressions;
using Tests.Processes;

namespace EndToEnd.Tests.Collection;

/// <summary>What Galaxy and the makers of Ansible's package check of a collection.</summary>
public sealed partial class ChecksTest
{
    private const string ValidateModules =
        "/usr/lib/python3/dist-packages/ansible_test/_util/controller/sanity/validate-modules/validate_modules/main.py";

    private string _directory = "";

    private string Installed => InstalledCollection.Of(_directory);

    [SetUp]
    public async Task Install()
    {
        _directory = Directory.CreateTempSubdirectory("matomo_token-checks-").FullName;
        await InstalledCollection.InstallAsync(_directory);
    }

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task AnsibleLint_ProfileProduction()
    {
        var outcome = await RunAsync("ansible-lint", "--offline", "--nocolor", "--profile", "production");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
    }

    /// <summary>All sanity tests, on one Python. What they would install with pip is here as Debian's packages.</summary>
    [Test]
    public async Task AnsibleTest_Sanity()
    {
        var python = await new Command(Programs.Python, "-c", "import sys; print('%d.%d' % sys.version_info[:2], end='')").RunAsync();
        string[] sanity = ["sanity", "--color", "no", "--python", python.Output];
        var refused = await RunAsync("ansible-test", [.. sanity, "--test", "yamllint"]);
        var pip = PathOfPip().Match(refused.Everything).Groups[1].Value;
        Assert.That(pip, Is.Not.Empty, refused.Everything);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Collection", "get_pip.py"), pip);

        // No package of Debian has the parser of marked words that validate-modules takes in later releases.
        if ((await File.ReadAllTextAsync(ValidateModules)).Contains("antsibull_docs_parser", StringComparison.Ordinal))
            sanity = [.. sanity, "--skip-test", "validate-modules"];

        var outcome = await RunAsync("ansible-test", sanity);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(
            outcome.Everything, Does.Contain("\"action-plugin-docs\"").And.Contain("\"import\" on Python").And.Not.Contain("not found"));
    }

    private Task<Outcome> RunAsync(string program, params string[] arguments) => new Command(Programs.Find(program, program), arguments)
    {
        WorkingDirectory = Installed,
        Limit = TimeSpan.FromMinutes(30),
        Environment = new Dictionary<string, string>
        {
            ["HOME"] = _directory,
            ["ANSIBLE_COLLECTIONS_PATH"] = _directory,
        },
    }.RunAsync();

    [GeneratedRegex("manually downloaded and saved to: (.*)")]
    private static partial Regex PathOfPip();
}
