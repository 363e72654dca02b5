using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Role;

/// <summary>
/// matomo_token_delegate_to, for hosts that cannot be reached themselves; and one token for all of them, as the role's README has it.
/// </summary>
public sealed class DelegationTest : RoleFixture
{
    private protected override string Playbook =>
        """
        - hosts: web
          gather_facts: false
          tasks:
            - ansible.builtin.include_role:
                name: matomo_token
                apply:
                  run_once: "{{ once }}"
            - ansible.builtin.copy:
                content: "{{ matomo_token_results[0].token_auth }}"
                dest: "{{ values }}-{{ inventory_hostname }}"
                mode: "0600"
              delegate_to: localhost
              no_log: true
        """;

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
