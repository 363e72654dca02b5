using EndToEnd.Tests.Ansible;
using EndToEnd.Tests.Secrets;
using EndToEnd.Tests.Ssh;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Matomo.TestDatabase;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Role;

/// <summary>
/// The role as it stands in the repository, with what Pack puts into it, and a Matomo whose API and database are one. All that is printed
/// is searched for secrets.
/// </summary>
public abstract class RoleFixture : DatabaseTest
{
    /// <summary>The role, and two tasks that use the values and the list that it hands on.</summary>
    private protected virtual string Playbook =>
        """
        - hosts: "{{ target | default('localhost') }}"
          gather_facts: false
          environment:
            WP_CLI_ALLOW_ROOT: "{{ allow_root | default('1') }}"
          roles:
            - matomo_token
          tasks:
            - ansible.builtin.copy:
                content: "{{ matomo_token_results | rejectattr('token_auth', 'none') | map(attribute='token_auth') | join(' ') }}"
                dest: "{{ values }}"
                mode: "0600"
              no_log: true
              when: matomo_token_results | default([]) | rejectattr('token_auth', 'none') | list | length > 0
            - ansible.builtin.debug:
                msg: "Listed: {{ matomo_token_listed | map(attribute='description') | join(', ') }}"
              when: matomo_token_listed is defined
        """;

    /// <summary>How Ansible reports: report, which <see cref="Play"/> reads, or default, as people see it.</summary>
    private protected virtual string Report => "report";

    private MatomoStandIn? _matomo;
    private SshDaemon? _daemon;
    private Leaks? _leaks;

    /// <summary>What may hold secrets: the files that the role writes for others, and what stands in for WordPress.</summary>
    private protected string Given => Path.Combine(Work, "input");

    /// <summary>Where the playbook puts the values that the role hands on.</summary>
    private protected string Values => Path.Combine(Given, "values");

    private protected static string RoleDirectory => Repository.PathOf("ansible-role");

    private protected MatomoStandIn Matomo => _matomo!;

    /// <summary>The sites that alice may view in Matomo.</summary>
    private protected static IReadOnlyList<StandInSite> Sites { get; } =
    [
        new(3, ["https://tracked.example.org"]),
        new(4, ["https://tracked.example.org/second"]),
        new(5, ["https://twice.example.org"]),
        new(6, ["http://www.twice.example.org"]),
    ];

    // That a token was used is noted by Matomo.
    private protected IReadOnlyList<TokenRecord> Stored => [.. Rows.Select(row => row with { LastUsed = null })];

    [SetUp]
    public async Task StartMatomo()
    {
        _leaks = new Leaks(Work, TokenFile);
        Directory.CreateDirectory(Given);
        _matomo = await MatomoStandIn.StartAsync(new StandInOptions
        {
            Database = new StandInDatabase(Database.ConnectionString(), Database.Prefix),
            Salt = Database.Salt,
            Users = [.. BuiltInUsers.All.Select(user => user.Login == "alice" ? user with { Sites = Sites } : user)],
        });
    }

    [TearDown]
    public async Task StopMatomo()
    {
        _daemon?.Dispose();
        _daemon = null;
        if (_matomo is not null)
            await _matomo.DisposeAsync();
    }

    /// <summary>Variables of the role, whose prefix they lack.</summary>
    private protected static JObject Variables(params (string Name, JToken? Value)[] variables) =>
        new(variables.Select(variable => new JProperty("matomo_token_" + variable.Name, variable.Value)));

    /// <summary>The database of this test's Matomo, and its URL.</summary>
    private protected JObject WithDatabase(params (string Name, JToken? Value)[] variables) =>
        Variables([("config_file", Installation), ("url", Matomo.Url.ToString()), ("wordpress_cli", WordPress.Cli), .. variables]);

    private protected JObject WithApi(params (string Name, JToken? Value)[] variables) =>
        Variables([("url", Matomo.Url.ToString()), ("wordpress_cli", WordPress.Cli), .. variables]);

    private protected static JArray List(params JObject[] entries) => new(entries.Cast<object>());

    /// <summary>Runs the role on this host.</summary>
    private protected async Task<Play> PlayAsync(JObject variables, params string[] options)
    {
        Assert.That(File.Exists(Path.Combine(RoleDirectory, "library/matomo_token")), "run ./build.sh --target=Pack");
        var control = Control();
        variables["values"] = Values;
        var play = await control.PlayAsync(Playbook, variables, ["--diff", .. options]);
        _leaks!.Saw(play.Everything);
        return play;
    }

    /// <summary>Runs the role on hosts that are all this one, each with its variables.</summary>
    private protected async Task<Play> PlayOnHostsAsync(JObject hosts, params string[] options)
    {
        foreach (var (_, variables) in hosts)
        {
            variables!["ansible_connection"] = "local";
            variables["ansible_python_interpreter"] = Programs.Python;
        }

        var inventory = Path.Combine(Given, "inventory.json");
        await File.WriteAllTextAsync(inventory, new JObject { ["all"] = new JObject { ["hosts"] = hosts } }.ToString());
        return await PlayAsync(new JObject { ["target"] = "all" }, ["-i", inventory, "--forks", "4", .. options]);
    }

    /// <summary>Runs the role on the host remote, over SSH.</summary>
    private protected Task<Play> PlayOverSshAsync(JObject variables, params string[] options) =>
        PlayOverSshAsync(variables, pipelining: true, options);

    private protected async Task<Play> PlayOverSshAsync(JObject variables, bool pipelining, params string[] options)
    {
        _daemon ??= await SshDaemon.StartAsync(Path.Combine(Work, "ssh"));
        var inventory = Path.Combine(Given, "inventory.json");
        await File.WriteAllTextAsync(inventory, _daemon.Inventory(Path.Combine(Work, "remote"), pipelining).ToString());
        return await PlayAsync(new JObject(variables) { ["target"] = "remote" }, ["-i", inventory, .. options]);
    }

    /// <summary>An Ansible that has the modules from a role alone.</summary>
    private protected AnsibleControl Control(params (string Name, string Value)[] settings)
    {
        var none = Path.Combine(Work, "none");
        return new AnsibleControl(Work)
        {
            Limit = TimeSpan.FromMinutes(5),
            Report = Report,
            Settings = new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            {
                ["ANSIBLE_LIBRARY"] = none,
                ["ANSIBLE_ACTION_PLUGINS"] = none,
            },
        };
    }

    /// <summary>Checks that nothing was printed or left behind but where it belongs.</summary>
    private protected void AssertNoLeaks(params string[] values) =>
        _leaks!.AssertNone([Database.User.Password, "alice-password", "carol-password", "wrong-password", .. values]);

    /// <summary>Makes a token dead, as somebody would on Matomo's page.</summary>
    private protected void Revoke(string value) =>
        Database.Execute($"DELETE FROM {Database.Table("user_token_auth")} WHERE password = ?", Database.Hash(value));
}
