using EndToEnd.Tests.Ansible;
using EndToEnd.Tests.Role;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Matomo.TestDatabase;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Examples;

/// <summary>
/// Every file of examples/ that a person would run: run twice, the second time without a change. API and database are of one Matomo.
/// </summary>
public sealed class ExamplesTest : DatabaseTest
{
    private const string ChangesAlways = "# second run: changed";
    private const string ChangesNothing = "# changes nothing";
    private const string WhichTokens = "which-tokens.yml";
    private const string UrlInExamples = "http://127.0.0.1:8080/";
    private const string ConfigurationInExamples = "/var/www/matomo";
    private const string DirectoryInExamples = "/tmp/matomo_token-example/";
    private const string VaultedValue = "00000000feedfacecafe000000000000";
    private const string RetiredValue = "11111111feedfacecafe000000000000";
    private const string OldValue = "22222222feedfacecafe000000000000";

    private IReadOnlyList<string> _users = [];
    private MatomoStandIn? _matomo;

    public static IEnumerable<string> Playbooks => Listing("*.yml");

    public static IEnumerable<string> ArgumentFiles => Listing("*.json");

    private static string Examples => Repository.PathOf("examples");

    private MatomoStandIn Matomo => _matomo!;

    // That a token was used is noted by Matomo.
    private IReadOnlyList<TokenRecord> Stored => [.. Rows.Select(row => row with { LastUsed = null })];

    [SetUp]
    public async Task StartMatomo()
    {
        _matomo = await MatomoStandIn.StartAsync(new StandInOptions
        {
            Database = new StandInDatabase(Database.ConnectionString(), Database.Prefix),
            Salt = Database.Salt,
            Users =
            [
                .. BuiltInUsers.All.Select(
                    user => user.Login == "alice" ? user with { Sites = [new StandInSite(1, ["https://example.org"])] } : user),
            ],
        });
        _users = AddUsers(100);
        Database.AddToken("alice", RetiredValue, "Retired");
        Database.AddToken("alice", OldValue, "Old mailer");
        await File.WriteAllTextAsync(Path.Combine(TokenDirectory, "retired.token"), RetiredValue);
        _ = new WordPress(Path.Combine(Work, "wordpress"), "active", "https://example.org");
    }

    [TearDown]
    public async Task StopMatomo()
    {
        if (_matomo is not null)
            await _matomo.DisposeAsync();
    }

    [Test]
    public void ThereAreSome() => Assert.Multiple(() =>
    {
        Assert.That(Playbooks, Is.Not.Empty);
        Assert.That(ArgumentFiles, Is.Not.Empty);
    });

    [Test]
    public async Task WhichTokens_NamesThoseToLookAt()
    {
        var longAgo = DateTime.UtcNow.AddDays(-200);
        Database.AddToken("alice", "33333333feedfacecafe000000000000", "Forgotten", created: longAgo);
        Database.AddToken("bob", "44444444feedfacecafe000000000000", "Tracker", created: longAgo, lastUsed: longAgo);
        Database.AddToken(
            "carol",
            "55555555feedfacecafe000000000000",
            "Ending",
            created: longAgo,
            lastUsed: DateTime.UtcNow,
            expires: DateTime.UtcNow.AddDays(13));
        Database.Execute($"INSERT INTO {Database.Table("access")} (login, idsite, access) VALUES ('bob', 1, 'write')");
        var play = await PlayAsync(Path.Combine(Examples, WhichTokens));
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That(
            ((JObject)play.Result(2)["msg"]!).ToString(Newtonsoft.Json.Formatting.None),
            Is.EqualTo("""{"unused":["Forgotten"],"unused_perhaps":["Tracker"],"expiring":["Ending"]}"""));
    }

    [TestCaseSource(nameof(Playbooks))]
    public async Task Playbook(string name)
    {
        var path = Path.Combine(Examples, name);
        var lines = await File.ReadAllLinesAsync(path);
        var changesAlways = lines.Contains(ChangesAlways);
        var untouched = Stored;
        var first = await PlayAsync(path);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        if (lines.Contains(ChangesNothing))
        {
            Assert.That(first.Count("changed"), Is.Zero, first.Everything);
            Assert.That(Stored, Is.EqualTo(untouched));
            return;
        }

        Assert.That(first.Count("changed"), Is.Positive, first.Everything);
        var made = Stored;
        Assert.That(made, Is.Not.EqualTo(untouched));

        var second = await PlayAsync(path);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), changesAlways ? Is.Positive : Is.Zero, second.Everything);
        Assert.That(Stored, changesAlways ? Has.Count.GreaterThan(made.Count) : Is.EqualTo(made));
    }

    [TestCaseSource(nameof(ArgumentFiles))]
    public async Task ArgumentFile(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Examples, name));
        Assert.That(text, Does.Contain(DirectoryInExamples).And.Contain(UrlInExamples).Or.Contain(ConfigurationInExamples));
        var arguments = ArgumentsFile(JObject.Parse(text
            .Replace(UrlInExamples, Matomo.Url.ToString())
            .Replace(ConfigurationInExamples, Installation)
            .Replace(DirectoryInExamples, TokenDirectory + "/")));
        var first = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That((bool?)first.Json["changed"], Is.True, first.Everything);

        var made = Stored;
        var second = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That((bool?)second.Json["changed"], Is.False, second.Everything);
        Assert.That(Stored, Is.EqualTo(made));
    }

    private static IEnumerable<string> Listing(string pattern) =>
        Directory.EnumerateFiles(Examples, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private Task<Play> PlayAsync(string playbook) => new AnsibleControl(Work, ModuleWay.Collection)
    {
        Settings = new Dictionary<string, string> { ["WP_CLI_ALLOW_ROOT"] = "1" },
    }.PlayAsync(playbook, new JObject
    {
        ["matomo_url"] = Matomo.Url.ToString(),
        ["matomo_config"] = Installation,
        ["matomo_login"] = "alice",
        ["matomo_password"] = "alice-password",
        ["matomo_totp_secret"] = "JBSWY3DPEHPK3PXP",
        ["matomo_users"] = new JArray(_users),
        ["vaulted_token"] = VaultedValue,
        ["vault_secret"] = "secret-of-the-vault",
        ["token_directory"] = TokenDirectory,
        ["page_directory"] = TokenDirectory,
        ["wp_cli"] = WordPress.Cli,
        ["wordpress_path"] = Path.Combine(Work, "wordpress"),
        ["wordpress_user"] = "",
    });
}
