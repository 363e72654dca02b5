using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Ansible;

/// <summary>What people see of <c>ansible-playbook --diff</c>.</summary>
public sealed class DiffTest : DatabaseTest
{
    private const string Info =
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - matomo_token_info:
                config_file: "{{ token.config_file }}"
        """;

    [Test]
    public async Task OneToken()
    {
        var printed = await PrintedAsync(Playbooks.OneToken);
        Assert.That(printed, Does.Contain("--- before: alice: End to end\n+++ after: alice: End to end\n"));
        Assert.That(printed, Does.Contain("-    \"state\": \"absent\""));
        Assert.That(printed, Does.Contain("+    \"state\": \"present\"").And.Contain("+    \"value\": \"(new)\""));
        Assert.That(await PrintedAsync(Playbooks.OneToken), Does.Not.Contain("--- before"), "nothing has changed");
    }

    [Test]
    public async Task ManyTokens_EachByItself()
    {
        var entries = new JArray(Entry("alice"), Entry("bob"));
        _ = await PrintedAsync(Playbooks.OneToken, ("login", null), ("token_file", null), ("tokens", new JArray(Entry("bob"))));
        var printed = await PrintedAsync(Playbooks.OneToken, ("login", null), ("token_file", null), ("tokens", entries));
        Assert.That(printed, Does.Contain("--- before: alice: End to end\n+++ after: alice: End to end\n"));
        Assert.That(printed, Does.Contain("+    \"value\": \"(new)\""));
        Assert.That(printed, Does.Not.Contain("before: bob"), "nothing has changed");
    }

    [Test]
    public async Task Renewal_ChangesValueAndExpiry()
    {
        (string, JToken?)[] rotation = [("expires_in", "90d"), ("renew_before", "14d")];
        _ = await PrintedAsync(Playbooks.OneToken, ("expires_in", "13d"));
        var printed = await PrintedAsync(Playbooks.OneToken, rotation);
        Assert.That(printed, Does.Match("-    \"expires_at\": \"[^\"]+\",\n\\+    \"expires_at\": \"[^\"]+\","));
        Assert.That(printed, Does.Contain("-    \"value\": \"(kept)\"").And.Contain("+    \"value\": \"(new)\""));
        Assert.That(printed, Does.Contain("     \"state\": \"present\"").And.Not.Contain("absent\""));
    }

    [Test]
    public async Task InfoModule_ShowsNone() => Assert.That(await PrintedAsync(Info), Does.Not.Contain("--- before"));

    private JObject Entry(string login) => new() { ["login"] = login, ["token_file"] = Path.Combine(TokenDirectory, $"{login}.token") };

    private async Task<string> PrintedAsync(string playbook, params (string Option, JToken? Value)[] others)
    {
        var arguments = Arguments(others);
        foreach (var unset in arguments.Properties().Where(option => option.Value.Type == JTokenType.Null).ToList())
            unset.Remove();

        var control = new AnsibleControl(Work, ModuleWay.Plugin) { Report = "default" };
        var outcome = await control.RunAsync(playbook, new JObject { ["token"] = arguments }, "--diff");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(outcome.Everything, Does.Not.Contain("Failure using method"));
        return outcome.Output;
    }
}
