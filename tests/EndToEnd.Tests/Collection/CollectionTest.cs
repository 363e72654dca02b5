using System.Formats.Tar;
using System.IO.Compression;
using EndToEnd.Tests.Ansible;
using EndToEnd.Tests.Role;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Collection;

/// <summary>
/// What Pack makes for <c>ansible-galaxy collection install</c>, as an administrator gets it: modules and the role by their full names.
/// </summary>
public sealed class CollectionTest : RoleFixture
{
    private const string Name = InstalledCollection.Name;

    // What Galaxy accepts.
    private const int Largest = 20_000_000;

    private AnsibleControl Collections => new(Work, ModuleWay.Collection)
    {
        Limit = TimeSpan.FromMinutes(5),
        Settings = new Dictionary<string, string> { ["ANSIBLE_ROLES_PATH"] = Path.Combine(Work, "none") },
    };

    [Test]
    public async Task Installed_Verified_WithModesAndLinks_EachExecutableOnce()
    {
        // Not the one that other tests use: the byte code that Ansible keeps there counts as a change.
        await InstalledCollection.InstallAsync(Work);
        var outcome = await Collections.GalaxyAsync("collection", "verify", "--offline", Name, "--collections-path", Work);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(outcome.Output, Does.Contain("Successfully verified"));

        var installed = InstalledCollection.Of(Work);
        Assert.Multiple(() =>
        {
            Assert.That(
                new FileInfo(Path.Combine(installed, "plugins/action/matomo_token_info.py")).LinkTarget, Is.EqualTo("matomo_token.py"));
            Assert.That(
                File.GetUnixFileMode(Path.Combine(installed, "plugins/files/matomo_token_installed")).HasFlag(UnixFileMode.OtherExecute));
            Assert.That(new FileInfo(InstalledCollection.Archive).Length, Is.LessThan(Largest));
            Assert.That(
                Directory.EnumerateFiles(installed, "*", SearchOption.AllDirectories)
                    .Where(path => new FileInfo(path).Length > Largest / 20)
                    .Select(path => Path.GetRelativePath(installed, path)),
                Is.SubsetOf(new[] { "plugins/files/matomo_token_x86_64.gz", "plugins/files/matomo_token_aarch64.gz" }));
        });
    }

    /// <summary>ansible-galaxy makes the same manifests of the same files.</summary>
    [Test]
    public async Task Manifests_AreThoseOfAnsibleGalaxy()
    {
        var (ours, theirs) = (Path.Combine(Work, "ours"), Path.Combine(Work, "theirs"));
        Extract(InstalledCollection.Archive, ours);
        var information = Manifest(ours, "MANIFEST.json")["collection_info"]!;
        foreach (var manifest in new[] { "MANIFEST.json", "FILES.json" })
            File.Move(Path.Combine(ours, manifest), Path.Combine(Work, manifest));

        await File.WriteAllTextAsync(Path.Combine(ours, "galaxy.yml"), information.ToString());
        var built = await Collections.GalaxyAsync("collection", "build", ours, "--output-path", Work);
        Assert.That(built.ExitCode, Is.Zero, built.Everything);
        Extract(Path.Combine(Work, Path.GetFileName(InstalledCollection.Archive)), theirs);
        Assert.That(Manifest(theirs, "MANIFEST.json")["collection_info"], Is.EqualTo(information).Using<JToken>(JToken.DeepEquals));
        Assert.That(Entries(theirs), Is.EquivalentTo(Entries(Work)));
    }

    [Test]
    public async Task GroupDefaults_ReachBothModules()
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              module_defaults:
                group/matomo_automation.matomo.matomo:
                  config_file: "{{ matomo_config }}"
              tasks:
                - matomo_automation.matomo.matomo_token:
                    login: alice
                    description: End to end
                    token_file: "{{ token_file }}"
                - matomo_automation.matomo.matomo_token_info:
                    logins: [alice]
            """;
        var play = await Collections.PlayAsync(
            Playbook, new JObject { ["matomo_config"] = Installation, ["token_file"] = TokenFile });
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        AssertKept(TokenFile);
        Assert.That((string?)play.Result(1)["tokens"]?.Single()["description"], Is.EqualTo("End to end"), play.Everything);
    }

    [Test]
    public async Task PlaybookByItsName_AppliesTheRole()
    {
        var site = new WordPress(Path.Combine(Work, "wordpress"), "active", "https://tracked.example.org");
        var variables = WithDatabase(
            ("tokens", List(new JObject { ["login"] = "bob", ["token_file"] = TokenFile })),
            ("wordpress_sites", List(new JObject { ["path"] = site.Path, ["login"] = "alice" })),
            ("list", new JObject()));
        variables["ansible_connection"] = "local";
        variables["ansible_python_interpreter"] = Programs.Python;
        var control = new AnsibleControl(Work, ModuleWay.Collection)
        {
            Limit = TimeSpan.FromMinutes(5),
            Settings = new Dictionary<string, string>(Collections.Settings) { ["WP_CLI_ALLOW_ROOT"] = "1" },
        };
        var play = await control.PlayAsync($"{Name}.token", variables, "-i", "here,");
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        AssertKept(TokenFile);
        Assert.That(Rows.Select(row => row.Login), Is.EquivalentTo(new[] { "alice", "bob" }));

        variables["matomo_token_tokens"]![0]!["login"] = "nobody.there";
        var failed = await control.PlayAsync($"{Name}.token", variables, "-i", "here,");
        Assert.That(failed.ExitCode, Is.EqualTo(2), failed.Everything);
        Assert.That((string?)failed.LastResult["error_code"], Is.EqualTo("user_not_found"), failed.Everything);
    }

    [Test]
    public async Task Documented_ListsBothModulesAndTheRole()
    {
        var list = await Collections.DocumentAsync("-t", "module", "-l", "--json", Name);
        Assert.That(list.ExitCode, Is.Zero, list.Everything);
        Assert.That(
            list.Json.Properties().Select(module => module.Name),
            Is.EquivalentTo(new[] { $"{Name}.matomo_token", $"{Name}.matomo_token_info" }));

        var modules = await Collections.DocumentAsync("-t", "module", $"{Name}.matomo_token", $"{Name}.matomo_token_info");
        Assert.That(modules.ExitCode, Is.Zero, modules.Everything);
        Assert.That(modules.Everything, Does.Not.Contain("ERROR").And.Not.Contain("WARNING"));
        Assert.That(
            modules.Output, Does.Contain($"  {Name}.matomo_token:\n").And.Contain($"  {Name}.matomo_token_info:\n"), "in the examples");

        var role = await Collections.DocumentAsync("-t", "role", $"{Name}.matomo_token");
        Assert.That(role.ExitCode, Is.Zero, role.Everything);
        Assert.That(role.Output, Does.Contain("matomo_token_tokens"));
    }

    private static void Extract(string archive, string directory)
    {
        Directory.CreateDirectory(directory);
        using var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(packed, directory, overwriteFiles: false);
    }

    private static JObject Manifest(string directory, string name) => JObject.Parse(File.ReadAllText(Path.Combine(directory, name)));

    // Releases of ansible-galaxy write an entry's keys in different orders.
    private static IEnumerable<string> Entries(string directory) => Manifest(directory, "FILES.json")["files"]!
        .Select(file => $"{file["ftype"]} {file["name"]} {file["chksum_type"]} {file["chksum_sha256"]} {file["format"]}");
}
