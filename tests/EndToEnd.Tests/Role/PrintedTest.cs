using System.Text.RegularExpressions;
using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>What people see of a failure of the role: it is printed once, also where a task has no_log, and rescue gets it.</summary>
public sealed class PrintedTest : RoleFixture
{
    private protected override string Report => "default";

    private protected override string Playbook =>
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - block:
                - ansible.builtin.include_role:
                    name: matomo_token
              rescue:
                - ansible.builtin.debug:
                    msg: "Rescued: {{ ansible_failed_result.error_code | default('-') }}, {{ matomo_token_results | default([]) | length }}"
        """;

    [TestCase(false)]
    [TestCase(true)]
    public async Task TokenOverTheApi(bool returnsValue)
    {
        var file = Path.Combine(Given, "carol.token");
        await AssertPrintedOnceAsync(
            WithApi(("tokens", List(
                new JObject
                {
                    ["login"] = "carol",
                    ["token_file"] = file,
                    ["password"] = "carol-password",
                    ["return_token"] = returnsValue,
                },
                new JObject { ["login"] = "alice", ["token_file"] = TokenFile, ["password"] = "wrong-password" }))),
            "Rescued: authentication_failed, 1");
        AssertKept(file);
    }

    /// <summary>The API is not tried after it.</summary>
    [Test]
    public async Task TokenInTheDatabase()
    {
        await AssertPrintedOnceAsync(
            WithDatabase(("tokens", List(
                new JObject { ["login"] = "nobody" },
                new JObject { ["login"] = "carol", ["token_file"] = TokenFile, ["password"] = "carol-password", ["backend"] = "api" }))),
            "Rescued: user_not_found, 0");
        Assert.That(Rows, Is.Empty);
    }

    [Test]
    public async Task Page() => await AssertPrintedOnceAsync(
        WithDatabase(("embeds", List(new JObject { ["dest"] = Path.Combine(Given, "missing", "page.html"), ["login"] = "alice" }))),
        "Rescued: -, 0");

    private async Task AssertPrintedOnceAsync(JObject variables, string rescued)
    {
        var play = await PlayAsync(variables);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That(Regex.Count(play.Everything, @"(?m)^(fatal|failed): \[|^\.\.\.ignoring"), Is.EqualTo(1), play.Everything);
        Assert.That(play.Everything, Does.Contain("FAILED! => {").And.Contain("localhost: ").And.Contain(rescued));
        AssertNoLeaks();
    }
}
