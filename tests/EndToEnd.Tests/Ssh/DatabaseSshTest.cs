using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Ssh;

/// <summary>The database backend on a host that Ansible reaches over SSH, as the user who logs in (no become).</summary>
public sealed class DatabaseSshTest : DatabaseTest
{
    private SshDaemon? _daemon;

    [SetUp]
    public async Task StartDaemon() => _daemon = await SshDaemon.StartAsync(Path.Combine(Work, "ssh"));

    [TearDown]
    public void StopDaemon() => _daemon?.Dispose();

    [Test]
    public async Task ManyTokens_TwoRuns()
    {
        var first = await PlayAsync();
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That((bool?)first.FirstResult["changed"], Is.True, first.Everything);
        Assert.That((string?)first.Result(2)["msg"], Is.EqualTo("carol alice bob"));
        AssertKept(Path.Combine(TokenDirectory, "carol.token"));
        Assert.That(IsLive(Path.Combine(TokenDirectory, "application.conf")), "the value that a later task was given");

        var second = await PlayAsync();
        Assert.That((bool?)second.FirstResult["changed"], Is.False, second.Everything);
        Assert.That(Rows, Has.Count.EqualTo(3));
    }

    private Task<Play> PlayAsync()
    {
        var control = new AnsibleControl(Work, ModuleWay.Plugin);
        var inventory = control.Input("inventory.json", _daemon!.Inventory(Path.Combine(Work, "remote"), pipelining: false).ToString());
        var variables = new JObject { ["matomo_config"] = Installation, ["token_directory"] = TokenDirectory, ["target"] = "remote" };
        return control.PlayAsync(Playbooks.ManyTokens, variables, "-i", inventory);
    }
}
