using System.Text.RegularExpressions;
using EndToEnd.Tests.Ansible;
using EndToEnd.Tests.Role;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Matomo.TestDatabase;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Documents;

/// <summary>What README and docs/ give to paste, pasted: every playbook, every command and every account of the database.</summary>
/// <remarks>
/// The text of a block is changed in two ways: what is below /etc and /var/www is below a directory of the test's, where there is a
/// Matomo, a WordPress and an intranet; and Matomo's URL is the stand-in's. Nobody is become: the test runs as whoever runs it. What a
/// reader brings along, the test does: an inventory, and the variables of the vault.
/// </remarks>
public sealed partial class DocumentsTest : DatabaseTest
{
    private const string Inventory =
        """
        [matomo]
        matomo.example.org
        [importers]
        importer.example.org
        [web]
        web1.example.org
        web2.example.org
        """;

    private const string UrlInDocuments = "https://stats.example.org/";

    // What Ansible says of a playbook in a collection, and of a collection that is part of ansible-core.
    private const string PlaybookByItsName = "[WARNING]: running playbook inside collection";
    private const string AnsiblesOwn = "[WARNING]: Collection at '/usr/lib/python3/dist-packages/ansible/_internal/";

    private static readonly string[] Languages = ["sh", "sql", "yaml"];

    private string _host = "";
    private MatomoStandIn? _matomo;

    public static IEnumerable<string> Documents => CodeBlock.Documents;

    public static IEnumerable<string> WithPlaybooks => Documents.Where(document => CodeBlock.PlaysOf(document).Count > 0);

    public static IEnumerable<string> WithCommands => Documents.Where(document => CodeBlock.CommandsOf(document).Count > 0);

    public static IEnumerable<TestCaseData> Accounts =>
        from document in Documents
        from block in CodeBlock.Of(document)
        where block.Language == "sql"
        select new TestCaseData(block.Text).SetArgDisplayNames(document, AccountIn().Match(block.Text).Value);

    private MatomoStandIn Matomo => _matomo!;

    private string Home => Path.Combine(Work, "home");

    [SetUp]
    public async Task PrepareTheHost()
    {
        // Descriptions that name a file have at most 100 characters.
        _host = Directory.CreateTempSubdirectory("d").FullName;
        Database.AddUser("viewer");
        Database.AddToken("bob", "22222222feedfacecafe000000000000", "Old mailer");
        _matomo = await MatomoStandIn.StartAsync(new StandInOptions
        {
            Database = new StandInDatabase(Database.ConnectionString(), Database.Prefix),
            Salt = Database.Salt,
            Users =
            [
                .. BuiltInUsers.All.Select(
                    user => user.Login == "alice" ? user with { Sites = [new StandInSite(1, ["https://example.org"])] } : user),
                new StandInUser("viewer", "viewer-password"),
            ],
        });
        Database.WriteConfiguration(Path.Combine(_host, "var/www/matomo"));
        Directory.CreateDirectory(Path.Combine(_host, "var/www/intranet"));
        Directory.CreateDirectory(Path.Combine(_host, "etc"));
        File.CreateSymbolicLink(Path.Combine(Work, "matomo_token_info"), Programs.MatomoToken);
        _ = new WordPress(Path.Combine(_host, "var/www/wordpress"), "active", "https://example.org");
    }

    [TearDown]
    public async Task StopMatomo()
    {
        if (_matomo is not null)
            await _matomo.DisposeAsync();

        Directory.Delete(_host, recursive: true);
    }

    // What is not fenced, or in another language, would not be run.
    [TestCaseSource(nameof(Documents))]
    public void Blocks_AreOfAKindThatIsRun(string document) => Assert.Multiple(() =>
    {
        var blocks = CodeBlock.Of(document);
        Assert.That(blocks.Select(block => block.Language).Except(Languages), Is.Empty);
        Assert.That(blocks.Where(block => block.Language == "yaml" && !block.IsPlayed).Select(block => block.Text), Is.Empty);
        Assert.That(CodeBlock.SentencesOf(document), Does.Not.Contain("\n\n    "), "an indented block: fence it");
    });

    /// <summary>All playbooks of a document, one after the other: nothing fails, and a second run changes nothing.</summary>
    [TestCaseSource(nameof(WithPlaybooks))]
    public async Task Playbooks_RunAsTheyAre(string document)
    {
        var blocks = CodeBlock.PlaysOf(document);
        var first = await PlayAsync(blocks);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That(first.Plays, Has.Count.EqualTo(blocks.Count), "each block is one play");
        Assert.That(
            first.Plays.Zip(blocks).Where(pair => pair.First.Changed > 0 != pair.Second.Changes).Select(pair => pair.First.Name),
            Is.Empty,
            "a first run changes something, unless the block says that it does not");

        var second = await PlayAsync(blocks);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Plays.Where(play => play.Changed > 0).Select(play => play.Name), Is.Empty, second.Everything);
    }

    /// <summary>All commands of a document, in one shell, in their order.</summary>
    [TestCaseSource(nameof(WithCommands))]
    public async Task Commands_RunAsTheyAre(string document)
    {
        var commands = string.Join('\n', CodeBlock.CommandsOf(document));
        if (!commands.Contains("collection install", StringComparison.Ordinal))
            Link(await InstalledCollection.DirectoryAsync, ".ansible/collections");

        if (!commands.Contains("role install", StringComparison.Ordinal))
            Link(Repository.PathOf("ansible-role"), ".ansible/roles/matomo_token");

        var outcome = await new DocumentShell(Work, Home).RunAsync(Here(commands));
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        var about = outcome.Everything.Replace(PlaybookByItsName, "").Replace(AnsiblesOwn, "");
        Assert.That(about, Does.Not.Contain("ERROR!").And.Not.Contain("[WARNING]"));
    }

    /// <summary>An account with these rights, and no others, does its work.</summary>
    [TestCaseSource(nameof(Accounts))]
    public async Task Account_HasWhatIsNeeded(string sql)
    {
        var matomo = sql.Contains("UPDATE (token_auth)", StringComparison.Ordinal) ? Server.CreateMatomo(MatomoTables.Matomo3) : Database;
        if (matomo != Database)
            matomo.AddUser("alice");

        var installation = Path.Combine(Work, "of-account");
        matomo.WriteConfiguration(installation);
        var account = AccountIn().Match(sql).Groups;
        var (name, password) = (account[1].Value, account[2].Value);
        matomo.Execute($"DROP USER IF EXISTS '{name}'@'localhost'");
        matomo.Execute(sql.Replace("matomo.matomo_", $"{matomo.Name}.{matomo.Prefix}", StringComparison.Ordinal).TrimEnd('\n', ';'));
        var arguments = new JObject { ["config_file"] = installation, ["db_user"] = name, ["db_password"] = password };
        if (!sql.Contains("UPDATE", StringComparison.Ordinal))
        {
            var listed = await new Command(Path.Combine(Work, "matomo_token_info"), ArgumentsFile(arguments)).RunAsync();
            Assert.That(listed.Json["tokens"], Is.Not.Empty, listed.Everything);
            Assert.That(listed.Json["warnings"], Is.Null.Or.Empty, listed.Everything);
            return;
        }

        arguments["login"] = "alice";
        arguments["description"] = "Of the account";
        arguments["token_file"] = TokenFile;
        foreach (var state in matomo == Database ? new[] { "present", "absent" } : ["present"])
        {
            arguments["state"] = state;
            var outcome = await RunAsync(arguments);
            Assert.That((outcome.ExitCode, (bool?)outcome.Json["changed"]), Is.EqualTo((0, true)), outcome.Everything);
        }
    }

    private void Link(string target, string place)
    {
        var path = Path.Combine(Home, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    private string Here(string text) => PathIn().Replace(text, $"{_host}$1").Replace(UrlInDocuments, Matomo.Url.ToString());

    private async Task<Play> PlayAsync(IReadOnlyList<CodeBlock> blocks)
    {
        var control = new AnsibleControl(Work, ModuleWay.Collection)
        {
            Limit = TimeSpan.FromMinutes(5),
            Settings = new Dictionary<string, string>
            {
                ["ANSIBLE_GATHERING"] = "explicit",
                ["WP_CLI_ALLOW_ROOT"] = "1",
            },
        };
        var playbooks = blocks.Select((block, number) => control.Input($"block{number}.yml", Here(block.Playbook))).ToList();
        var variables = new JObject
        {
            ["ansible_become"] = false,
            ["ansible_connection"] = "local",
            ["ansible_python_interpreter"] = Programs.Python,
            ["matomo_token_wordpress_cli"] = WordPress.Cli,
            ["vault_secret"] = "secret-of-the-vault",
            ["vault_alice_password"] = "alice-password",
            ["vault_carol_password"] = "carol-password",
            ["vault_dashboard_token"] = "00000000feedfacecafe000000000000",
        };
        return await control.PlayAsync(playbooks[^1], variables, ["-i", control.Input("inventory.ini", Inventory), .. playbooks[..^1]]);
    }

    [GeneratedRegex(@"CREATE USER '(\w+)'@'localhost' IDENTIFIED BY '([^']+)'")]
    private static partial Regex AccountIn();

    [GeneratedRegex(@"(?<![\w.])(/etc/|/var/www/)")]
    private static partial Regex PathIn();
}
