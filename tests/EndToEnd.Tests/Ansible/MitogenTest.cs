using EndToEnd.Tests.Plugin;
using EndToEnd.Tests.Secrets;
using EndToEnd.Tests.Ssh;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>The action plugin under Mitogen, which replaces how Ansible runs commands and modules.</summary>
public sealed class MitogenTest : PluginTest
{
    private const string Tasks =
        """
        - hosts: remote
          gather_facts: false
          vars:
            ansible_python_interpreter: /usr/bin/python3
          environment: "{{ surroundings }}"
          tasks:
            - matomo_token: "{{ token }}"
            - matomo_token: "{{ token }}"
            - matomo_token_info: {url: "{{ token.url }}", token_file: "{{ token.token_file }}"}
            - matomo_token: "{{ token }}"
              async: 60
              poll: 1
        """;

    /// <summary>
    /// By a host that says it is of the one architecture or the other, and in both ways of an executable that is installed there.
    /// </summary>
    [TestCase("x86_64", false)]
    [TestCase("aarch64", false)]
    [TestCase("x86_64", true)]
    public async Task CreatesOnce_ThenKnows_InTheBackgroundToo(string machine, bool installed)
    {
        using var daemon = await SshDaemon.StartAsync(Path.Combine(Work, "ssh"));
        var control = new AnsibleControl(Work, ModuleWay.Plugin)
        {
            Settings = new Dictionary<string, string>
            {
                ["ANSIBLE_STRATEGY"] = Programs.MitogenStrategy,
                ["ANSIBLE_ASYNC_DIR"] = daemon.Jobs,
            },
        };
        control.Provide(Programs.MatomoToken, machine);
        Script("fake/uname", $"echo Linux {machine}");
        var variables = Variables(("surroundings", new JObject { ["PATH"] = $"{Path.Combine(Work, "fake")}:{Programs.SearchPath}" }));
        if (installed)
        {
            variables["matomo_token_executable"] = Programs.MatomoToken;
        }

        var inventory = control.Input("inventory.json", daemon.Inventory(Path.Combine(Work, "remote"), pipelining: false).ToString());
        var play = await control.PlayAsync(Tasks, variables, "-i", inventory);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.Multiple(() =>
        {
            Assert.That((string?)play.Result(0)["action"], Is.EqualTo("created"), play.Everything);
            Assert.That((bool?)play.Result(1)["changed"], Is.False);
            Assert.That((string?)play.Result(2)["login"], Is.EqualTo("alice"));
            Assert.That((string?)play.Result(3)["action"], Is.EqualTo("none"), play.Everything);
            Assert.That(Creations, Is.EqualTo(1));
            Assert.That(Directory.Exists(Path.Combine(daemon.Cache, "matomo_token")), Is.EqualTo(!installed), "kept on the host");
        });
        AssertKept(TokenFile);
        var leaks = new Leaks(Work, TokenFile);
        leaks.Saw(play.Everything);
        leaks.AssertNone(["alice-password", await File.ReadAllTextAsync(TokenFile)]);
    }

    /// <summary>What goes wrong is told as without Mitogen.</summary>
    [Test]
    public async Task Refused_NotStarted()
    {
        var control = new AnsibleControl(Work, ModuleWay.Plugin)
        {
            Settings = new Dictionary<string, string> { ["ANSIBLE_STRATEGY"] = Programs.MitogenStrategy },
        };
        var refused = await control.PlayAsync(Playbook, Variables(("token", Arguments(("password", "wrong-password")))));
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Everything);
        Assert.That((string?)refused.FirstResult["error_code"], Is.EqualTo("authentication_failed"), refused.Everything);
        Matomo.ClearRequests();
        AssertNotStarted(await control.PlayAsync(Playbook, Variables(("matomo_token_executable", "/nowhere"))), "/nowhere");
    }
}
