using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Role;

/// <summary>
/// matomo_token_delegate_to, for hosts that cannot be reached themselves; and one token for all of them, as the role's README has it.
/// </summary>
public sealed class DelegationTest : RoleFixture
{
    private string _beforeWriting = ":";

    private protected override string Playbook =>
        """
        - hosts: web
          gather_facts: false
          tasks:
            - ansible.builtin.include_role:
                name: matomo_token
                apply:
                  run_once: "{{ once | default(false) }}"
            - ansible.builtin.copy:
                content: "{{ matomo_token_results[0].token_auth }}"
                dest: "{{ values }}-{{ inventory_hostname }}"
                mode: "0600"
              delegate_to: localhost
              no_log: true
              when: once is defined
        """;

    [SetUp]
    public void LetFilesBeWritten() => _beforeWriting = ":";

    [TestCase(false, new[] { "Ansible on web1", "Ansible on web2" })]
    [TestCase(true, new[] { "Ansible on web1" })]
    public async Task MadeWhereTheDatabaseIs_KnownToEveryHost(bool once, string[] descriptions)
    {
        var first = await PlayForWebAsync(once);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That(Stored.Select(row => row.Description), Is.EquivalentTo(descriptions));
        var values = new[] { "web1", "web2" }.Select(host => File.ReadAllText($"{Values}-{host}")).ToList();
        Assert.That(values.Distinct().Count(), Is.EqualTo(descriptions.Length));
        Assert.That(values.TrueForAll(Accepts));
        AssertNoLeaks([.. values]);
    }

    /// <summary>One entry, two hosts, one that makes the tokens. Each has a home of its own, and the files are in those two's.</summary>
    [Test]
    public async Task TokenFile_IsOnTheHostOfThePlay_WhoeverMakesTheToken()
    {
        var entry = new JObject { ["login"] = "alice", ["token_file"] = "~/alice.token", ["mode"] = "0640", ["expires_in"] = "90d" };
        var check = await PlayOnWebAsync(entry, "--check");
        Assert.That(check.ExitCode, Is.Zero, check.Everything);
        Assert.That(Rows, Is.Empty);
        Assert.That(FilesOf("web1", "web2", "matomo"), Is.Empty);

        var first = await PlayOnWebAsync(entry);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That(Stored.Select(row => row.Description), Is.EquivalentTo(new[] { "Ansible on web1", "Ansible on web2" }));
        Assert.That(FilesOf("web1", "web2", "matomo"), Is.EquivalentTo(new[] { OnWeb1, OnWeb1 + ".json", OnWeb2, OnWeb2 + ".json" }));
        AssertKept(OnWeb1, Private | UnixFileMode.GroupRead);
        AssertKept(OnWeb2, Private | UnixFileMode.GroupRead);
        var values = new[] { File.ReadAllText(OnWeb1), File.ReadAllText(OnWeb2) };
        Assert.That(values.Distinct().Count(), Is.EqualTo(2));

        var made = Stored;
        var second = await PlayOnWebAsync(entry);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);
        Assert.That(Stored, Is.EqualTo(made));

        // What is set there alone is brought into line there; a dead value is replaced.
        entry["mode"] = "0600";
        Revoke(values[0]);
        var third = await PlayOnWebAsync(entry);
        Assert.That(third.ExitCode, Is.Zero, third.Everything);
        AssertKept(OnWeb1);
        AssertKept(OnWeb2);
        Assert.That(File.ReadAllText(OnWeb2), Is.EqualTo(values[1]));
        AssertNoLeaks([.. values, File.ReadAllText(OnWeb1)]);

        entry["state"] = "absent";
        var revoked = await PlayOnWebAsync(entry);
        Assert.That(revoked.ExitCode, Is.Zero, revoked.Everything);
        Assert.That(Rows, Is.Empty);
        Assert.That(FilesOf("web1", "web2", "matomo"), Is.Empty);
        var again = await PlayOnWebAsync(entry);
        Assert.That(again.Count("changed"), Is.Zero, again.Everything);
    }

    /// <summary>The directory goes when the token is made.</summary>
    [TestCase(true, "revoked again")]
    [TestCase(false, "stays in Matomo")]
    public async Task TokenFile_CannotBeWritten_TokenIsTakenBackWhereThatIsPossible(bool inDatabase, string became)
    {
        _beforeWriting = "rm -r ~/tokens";
        Directory.CreateDirectory(Path.Combine(Given, "web1", "tokens"));
        var entry = new JObject
        {
            ["login"] = "alice",
            ["token_file"] = "~/tokens/alice.token",
            ["backend"] = inDatabase ? "database" : "api",
            ["password"] = "alice-password",
        };
        var play = await PlayOnWebAsync(entry, "--limit", "web1");
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That(
            (string?)play.LastResult["msg"],
            Does.StartWith("web1: Cannot ").And.Contain("tokens/alice.token").And.Contain(became).And.EndWith("(token_file_unwritable)"));
        Assert.That((string?)play.LastResult["error_code"], Is.EqualTo("token_file_unwritable"), "for rescue");
        Assert.That(Rows, Has.Count.EqualTo(inDatabase ? 0 : 1));
        AssertNoLeaks();
    }

    /// <summary>What a run leaves that ends between the token and its file.</summary>
    [Test]
    public async Task RunWasCutOff_NextOneMakesAnother_AndSaysSo()
    {
        const string Left = "55555555feedfacecafe000000000000";
        Database.AddToken("alice", Left, "Ansible on web1");
        var play = await PlayOnWebAsync(new JObject { ["login"] = "alice", ["token_file"] = "~/alice.token" }, "--limit", "web1");
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        AssertKept(OnWeb1);
        Assert.That(Rows, Has.Count.EqualTo(2));
        Assert.That(play.Everything, Does.Contain("beside 1 live one(s)"));
        AssertNoLeaks(Left, File.ReadAllText(OnWeb1));
    }

    /// <summary>The API tells neither owner nor expiry: what was noted beside the file goes with its value.</summary>
    [Test]
    public async Task OverApi_ThenOk_ThenRenewed()
    {
        var entry = new JObject
        {
            ["login"] = "alice",
            ["token_file"] = "~/alice.token",
            ["backend"] = "api",
            ["password"] = "alice-password",
            ["expires_in"] = "90d",
            ["renew_before"] = "14d",
        };
        var first = await PlayOnWebAsync(entry, "--limit", "web1");
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        AssertKept(OnWeb1);
        var note = JObject.Parse(await File.ReadAllTextAsync(OnWeb1 + ".json"));
        Assert.That((string?)note["login"], Is.EqualTo("alice"));
        Assert.That((string?)note["url"], Is.EqualTo(Matomo.Url.ToString()));

        var second = await PlayOnWebAsync(entry, "--limit", "web1");
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);

        var value = await File.ReadAllTextAsync(OnWeb1);
        note["created_at"] = "2020-01-01T00:00:00Z";
        note["expires_at"] = DateTime.UtcNow.AddDays(7).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(OnWeb1 + ".json", note.ToString());
        var third = await PlayOnWebAsync(entry, "--limit", "web1");
        Assert.That(third.ExitCode, Is.Zero, third.Everything);
        AssertKept(OnWeb1);
        Assert.That(await File.ReadAllTextAsync(OnWeb1), Is.Not.EqualTo(value));
        AssertNoLeaks(value, await File.ReadAllTextAsync(OnWeb1));
    }

    private string OnWeb1 => Path.Combine(Given, "web1", "alice.token");

    private string OnWeb2 => Path.Combine(Given, "web2", "alice.token");

    private IEnumerable<string> FilesOf(params string[] hosts) =>
        hosts.SelectMany(host => Directory.EnumerateFiles(Path.Combine(Given, host), "*token*"));

    /// <summary>Runs the role on web1 and web2, which reach Matomo through the host matomo alone.</summary>
    private async Task<Play> PlayOnWebAsync(JObject entry, params string[] options)
    {
        JObject Host(string name) => new()
        {
            ["ansible_connection"] = "local",
            ["ansible_python_interpreter"] = Programs.Python,
            ["matomo_token_executable"] = Executable(name),
        };
        var inventory = Path.Combine(Given, "inventory.json");
        await File.WriteAllTextAsync(inventory, new JObject
        {
            ["all"] = new JObject { ["hosts"] = new JObject { ["matomo"] = Host("matomo") } },
            ["web"] = new JObject { ["hosts"] = new JObject { ["web1"] = Host("web1"), ["web2"] = Host("web2") } },
        }.ToString());
        return await PlayAsync(WithDatabase(("delegate_to", "matomo"), ("tokens", List(entry))), ["-i", inventory, .. options]);
    }

    /// <summary>The executable as it is installed on a host, in that host's home.</summary>
    private string Executable(string host)
    {
        var home = Directory.CreateDirectory(Path.Combine(Given, host)).FullName;
        var path = Path.Combine(home, "installed");
        File.WriteAllText(
            path,
            $"""
            #!/bin/sh
            export HOME={home}
            arguments=$(cat)
            case $arguments in *'"content"'*) {_beforeWriting};; esac
            printf '%s\n' "$arguments" | {Programs.MatomoToken} "$@"
            """);
        File.SetUnixFileMode(path, Private | UnixFileMode.UserExecute);
        return path;
    }

    private async Task<Play> PlayForWebAsync(bool once)
    {
        JObject Web() => new() { ["ansible_host"] = "127.0.0.1", ["ansible_port"] = 1 };
        var inventory = Path.Combine(Given, "inventory.json");
        await File.WriteAllTextAsync(inventory, new JObject
        {
            ["all"] = new JObject
            {
                ["hosts"] = new JObject
                {
                    ["matomo"] = new JObject { ["ansible_connection"] = "local", ["ansible_python_interpreter"] = Programs.Python },
                },
            },
            ["web"] = new JObject { ["hosts"] = new JObject { ["web1"] = Web(), ["web2"] = Web() } },
        }.ToString());
        var variables = WithDatabase(("delegate_to", "matomo"), ("tokens", List(new JObject { ["login"] = "alice" })));
        variables["once"] = once;
        return await PlayAsync(variables, "-i", inventory);
    }
}
