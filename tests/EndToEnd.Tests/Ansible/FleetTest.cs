using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>Many hosts of one play, at once, on one Matomo.</summary>
public sealed class FleetTest : DatabaseTest
{
    private const int Hosts = 20;
    private const string VaultedValue = "0123456789abcdef0123456789abcdef";

    [Test]
    public async Task TokenOfItsOwnOnEachHost()
    {
        const string Playbook =
            """
            - hosts: all
              gather_facts: false
              tasks:
                - matomo_token:
                    config_file: "{{ matomo_config }}"
                    login: alice
                    description: Fleet
                    token_file: "{{ token_directory }}/{{ inventory_hostname }}/a.token"
            """;
        foreach (var host in Names(Hosts))
            Directory.CreateDirectory(Path.Combine(TokenDirectory, host));

        var first = await PlayAsync(Playbook, Hosts);
        Assert.That(first.Count("ok"), Is.EqualTo(Hosts), first.Everything);
        Assert.That(first.Count("changed"), Is.EqualTo(Hosts), first.Everything);
        Assert.That(Rows, Has.Count.EqualTo(Hosts));
        var files = Names(Hosts).Select(host => Path.Combine(TokenDirectory, host, "a.token")).ToList();
        Assert.That(files.Select(File.ReadAllText), Is.Unique);
        Assert.That(files.Where(file => !IsLive(file)), Is.Empty);

        var second = await PlayAsync(Playbook, Hosts);
        Assert.That(second.Count("ok"), Is.EqualTo(Hosts), second.Everything);
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);
        Assert.That(Rows, Has.Count.EqualTo(Hosts));
    }

    [Test]
    public async Task OneValueOnAllHosts()
    {
        const string Playbook =
            """
            - hosts: all
              gather_facts: false
              tasks:
                - matomo_token:
                    config_file: "{{ matomo_config }}"
                    login: alice
                    description: Fleet
                    token_auth: "{{ vaulted_token }}"
                    return_token: false
            """;
        var first = await PlayAsync(Playbook, Hosts, ("vaulted_token", VaultedValue));
        Assert.That(first.Count("ok"), Is.EqualTo(Hosts), first.Everything);
        Assert.That(first.Count("changed"), Is.EqualTo(1), first.Everything);
        Assert.That(Rows, Has.Count.EqualTo(1));
        Assert.That(Accepts(VaultedValue));
        Assert.That(first.Everything, Does.Not.Contain(VaultedValue));
    }

    /// <summary>The example as a person runs it: with a vault and its password.</summary>
    [Test]
    public async Task ExampleWithVault()
    {
        const int Few = 4;
        var control = new AnsibleControl(Work);
        var password = control.Input("vault-password", "marked-vault-password");
        var vault = control.Input("vault.yml", $"vaulted_token: {VaultedValue}\n");
        var encryption = await new Command(Programs.AnsibleVault, "encrypt", "--vault-password-file", password, vault)
        {
            Environment = new Dictionary<string, string> { ["HOME"] = Work },
        }.RunAsync();
        Assert.That(encryption.ExitCode, Is.Zero, encryption.Everything);
        Assert.That(await File.ReadAllTextAsync(vault), Does.StartWith("$ANSIBLE_VAULT").And.Not.Contain(VaultedValue));

        var example = Repository.PathOf("examples/one-value-from-the-vault.yml");
        string[] options = ["-e", "@" + vault, "--vault-password-file", password];
        var first = await PlayAsync(example, Few, options, ("target", "all"), ("matomo_login", "alice"), ("matomo_host", "host1"));
        Assert.That(first.Count("changed"), Is.EqualTo(1 + Few), first.Everything);
        Assert.That(Rows, Has.Count.EqualTo(1));
        Assert.That(Directory.EnumerateFiles(TokenDirectory).Select(File.ReadAllText), Is.EqualTo(Enumerable.Repeat(VaultedValue, Few)));
        Assert.That(first.Everything, Does.Not.Contain(VaultedValue));
        var second = await PlayAsync(example, Few, options, ("target", "all"), ("matomo_login", "alice"), ("matomo_host", "host1"));
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);
    }

    private static IEnumerable<string> Names(int hosts) => Enumerable.Range(1, hosts).Select(number => $"host{number}");

    private Task<Play> PlayAsync(string playbook, int hosts, params (string Name, JToken Value)[] variables) =>
        PlayAsync(playbook, hosts, [], variables);

    private Task<Play> PlayAsync(string playbook, int hosts, string[] options, params (string Name, JToken Value)[] variables)
    {
        var control = new AnsibleControl(Work, ModuleWay.Collection);
        var local = new JObject { ["ansible_connection"] = "local", ["ansible_python_interpreter"] = Programs.Python };
        var inventory = control.Input("inventory.json", new JObject
        {
            ["all"] = new JObject { ["hosts"] = new JObject(Names(hosts).Select(name => new JProperty(name, local))) },
        }.ToString());
        var all = new JObject { ["matomo_config"] = Installation, ["token_directory"] = TokenDirectory };
        foreach (var (name, value) in variables)
            all[name] = value;

        return control.PlayAsync(playbook, all, ["-i", inventory, "--forks", $"{hosts}", .. options]);
    }
}
