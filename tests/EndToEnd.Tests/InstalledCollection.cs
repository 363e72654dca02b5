using Tests.Processes;

namespace EndToEnd.Tests;

/// <summary>The collection that Pack made, installed once for all tests, without the network.</summary>
[SetUpFixture]
public sealed class InstalledCollection
{
    internal const string Name = "matomo_automation.matomo";

    private static readonly string Collections = Path.Combine(Path.GetTempPath(), $"matomo_token-collections-{Environment.ProcessId}");
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The directory of collections that it is in.</summary>
    internal static Task<string> DirectoryAsync => Installed.Value;

    internal static string Archive => Directory.EnumerateFiles(
        Repository.PathOf("artifacts"), "matomo_automation-matomo-*.tar.gz").Order(StringComparer.Ordinal).LastOrDefault()
        ?? throw new FileNotFoundException("The collection is missing: run ./build.sh --target=Pack");

    /// <summary>The collection's own directory below a directory of collections.</summary>
    internal static string Of(string collections) => Path.Combine(collections, "ansible_collections", Name.Replace('.', '/'));

    /// <summary>Installs it into a directory of collections.</summary>
    internal static async Task InstallAsync(string collections)
    {
        string[] arguments = ["collection", "install", Archive, "--offline", "--collections-path", collections];
        var home = Path.Combine(collections, "home");
        var outcome = await new Command(Programs.AnsibleGalaxy, arguments)
        {
            Environment = new Dictionary<string, string> { ["HOME"] = home, ["ANSIBLE_HOME"] = home },
        }.RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        if (Directory.Exists(Collections))
            Directory.Delete(Collections, recursive: true);
    }

    private static async Task<string> InstallAsync()
    {
        await InstallAsync(Collections);
        return Collections;
    }
}
