using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Packages;

/// <summary>How a release is cut, and what Release refuses, in a repository that has what build.cake reads for that.</summary>
public sealed class ReleaseTest
{
    private string _repository = "";

    [SetUp]
    public void MakeRepository()
    {
        _repository = Directory.CreateTempSubdirectory("matomo_token-release-").FullName;
        string[] files = ["build.cake", "build.sh", "nuget.config", ".config/dotnet-tools.json", "Directory.Build.props"];
        string[] pages = ["README.md", "ansible-role/README.md"];
        foreach (var file in files.Concat(pages))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.Copy(Repository.PathOf(file), PathOf(file));
        }

        File.WriteAllText(PathOf(".gitignore"), "/artifacts/\n/tools/\n");
        File.WriteAllText(PathOf("CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n\n### Fixed\n- Mended.\n\n## [0.0.1] - 2026-01-01\n");
        Directory.CreateDirectory(PathOf("lib/Sample"));
        File.WriteAllText(PathOf("lib/Sample/PublicAPI.Shipped.txt"), "#nullable enable\nSample.Gone\nSample.Kept\n");
        File.WriteAllText(PathOf("lib/Sample/PublicAPI.Unshipped.txt"), "#nullable enable\n*REMOVED*Sample.Gone\nSample.Added\n");
    }

    [TearDown]
    public void RemoveRepository() => Directory.Delete(_repository, recursive: true);

    [Test]
    public async Task Cut_WritesTheVersion_ReleaseRefusesWhatDisagrees()
    {
        var cut = await BuildAsync("--target=Cut", "--number=9.9.9");
        Assert.That(cut.ExitCode, Is.Zero, cut.Everything);
        Assert.Multiple(() =>
        {
            Assert.That(Read("Directory.Build.props"), Does.Contain("<VersionPrefix>9.9.9</VersionPrefix>"));
            Assert.That(Read("README.md"), Does.Contain("matomo_token-9.9.9-linux-x64.tar.gz").And.Contain("/v9.9.9\n"));
            Assert.That(Read("ansible-role/README.md"), Does.Contain("matomo_token-9.9.9.tar.gz,9.9.9,matomo_token"));
            Assert.That(
                Read("CHANGELOG.md"),
                Does.Match(@"## \[Unreleased\]\n\n## \[9\.9\.9\] - \d{4}-\d\d-\d\d\n\n### Fixed\n- Mended\.\n\n## \[0\.0\.1\]"));
            Assert.That(Read("lib/Sample/PublicAPI.Shipped.txt"), Is.EqualTo("#nullable enable\nSample.Added\nSample.Kept\n"));
            Assert.That(Read("lib/Sample/PublicAPI.Unshipped.txt"), Is.EqualTo("#nullable enable\n"));
        });

        await GitAsync("init", "--quiet");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "Release 9.9.9");
        await GitAsync("tag", "v9.9.8");
        File.WriteAllText(PathOf("CHANGELOG.md"), Read("CHANGELOG.md").Replace("[9.9.9]", "[9.9.7]", StringComparison.Ordinal));
        var refused = await BuildAsync("--target=Release");
        Assert.That(refused.ExitCode, Is.Not.Zero);
        Assert.That(
            refused.Error,
            Does.Contain("9.9.9 cannot be released from here.")
                .And.Contain("Not committed: CHANGELOG.md")
                .And.Contain("CHANGELOG.md does not have [9.9.9] with its date as the newest version")
                .And.Contain("The last commit has the tag v9.9.8"));
    }

    /// <summary>Release packs the directory as it is.</summary>
    [Test]
    public void Published_HasBothModulesTheirDocumentationAndTheLicencesOfAllThatIsLinkedIn()
    {
        var directory = Path.GetDirectoryName(Programs.Published("linux-x64"))!;
        string[] modules = ["matomo_token", "matomo_token.yml", "matomo_token_info", "matomo_token_info.yml"];
        string[] licences = ["LICENSE", "THIRD-PARTY-NOTICES.txt"];
        Assert.That(Directory.EnumerateFiles(directory).Select(Path.GetFileName), Is.EquivalentTo(modules.Concat(licences)));

        var notices = File.ReadAllText(Path.Combine(directory, "THIRD-PARTY-NOTICES.txt"));
        var locked = JObject.Parse(File.ReadAllText(Repository.PathOf("module/packages.lock.json")))["dependencies"]!["net10.0"]!;
        var linked = locked.Cast<JProperty>().Where(package => (string)package.Value["type"]! is "Transitive" or "CentralTransitive")
            .Select(package => $"{package.Name} {package.Value["resolved"]}").ToList();
        Assert.That(linked, Has.Some.StartsWith("RestSharp ").And.All.Matches<string>(name => notices.Contains($"\n{name}\n")), notices);
        Assert.That(notices, Does.Contain("2026 Bradley Grainger").And.Contain("Apache License").And.Contain("License notice for zlib-ng"));
    }

    private string PathOf(string file) => Path.Combine(_repository, file);

    private string Read(string file) => File.ReadAllText(PathOf(file));

    private async Task GitAsync(params string[] arguments)
    {
        var outcome = await new Command(Programs.Find("git", "git"), arguments) { WorkingDirectory = _repository }.RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
    }

    private Task<Outcome> BuildAsync(params string[] arguments) => new Command(Programs.Bash, [PathOf("build.sh"), .. arguments])
    {
        Limit = TimeSpan.FromMinutes(5),
        Environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
            ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        },
    }.RunAsync();
}
