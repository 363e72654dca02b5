using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ssh;

/// <summary>Over SSH standard output is a pseudo-terminal, and the answer must be JSON all the same.</summary>
public sealed class SshTest : StandInTest
{
    private const char Escape = '\u001b';

    private SshDaemon? _daemon;

    private SshDaemon Daemon => _daemon!;

    [SetUp]
    public async Task StartDaemon() => _daemon = await SshDaemon.StartAsync(Path.Combine(Work, "ssh"));

    [TearDown]
    public void StopDaemon() => _daemon?.Dispose();

    [Test]
    public async Task Terminal_JsonWithoutEscapeSequences()
    {
        var outcome = await ClientAsync("-tt", $"test -t 1 && exec {Programs.MatomoToken} {ArgumentsFile(Arguments())}");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(outcome.Output, Does.StartWith("{").And.Not.Contain(Escape));
        Assert.That((bool?)outcome.Json["changed"], Is.True);
        AssertKept(TokenFile);
    }

    [Test]
    public async Task Terminal_ArgumentsOnStandardInput()
    {
        var arguments = ArgumentsFile(Arguments());
        var outcome = await ClientAsync("-tt", $"cat {arguments} | {Programs.MatomoToken} -");
        Assert.That(outcome.Output, Does.StartWith("{").And.Not.Contain(Escape));
        Assert.That((bool?)outcome.Json["changed"], Is.True);
    }

    [TestCase(ModuleWay.Library, false)]
    [TestCase(ModuleWay.Plugin, false)]
    [TestCase(ModuleWay.Plugin, true)]
    public async Task Ansible_TwoRuns(ModuleWay way, bool pipelining)
    {
        var first = await PlayAsync(way, pipelining, []);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That((bool?)first.FirstResult["changed"], Is.True, first.Everything);
        AssertKept(TokenFile);

        Matomo.ClearRequests();
        var second = await PlayAsync(way, pipelining, []);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That((bool?)second.FirstResult["changed"], Is.False, second.Everything);
        Assert.That(Creations, Is.Zero);
    }

    /// <summary>
    /// From a terminal as Ansible runs a binary module; without one where the plugin hands over its arguments on standard input.
    /// </summary>
    [TestCase(ModuleWay.Library)]
    [TestCase(ModuleWay.Plugin)]
    public async Task Ansible_FailureArrivesWhole(ModuleWay way)
    {
        var play = await PlayAsync(way, pipelining: false, [("password", "wrong-password")], "-vvvv");
        Assert.That(
            play.Everything.Contains("-tt 127.0.0.1", StringComparison.Ordinal),
            Is.EqualTo(way == ModuleWay.Library),
            "whether there is a terminal");
        Assert.That((string?)play.FirstResult["error_code"], Is.EqualTo("authentication_failed"), play.Everything);
        Assert.That(play.Everything, Does.Not.Contain("MODULE FAILURE").And.Not.Contain("wrong-password"));
    }

    private Task<Outcome> ClientAsync(params string[] arguments) => new Command(
        Programs.Ssh,
        [
            .. Daemon.ClientOptions,
            "-i",
            Daemon.UserKey,
            "-p",
            Daemon.Port.ToString(CultureInfo.InvariantCulture),
            $"{Daemon.User}@127.0.0.1",
            .. arguments,
        ]).RunAsync();

    private Task<Play> PlayAsync(ModuleWay way, bool pipelining, (string Option, JToken? Value)[] others, params string[] options)
    {
        var control = new AnsibleControl(Work, way);
        var inventory = control.Input("inventory.json", Daemon.Inventory(Path.Combine(Work, "remote"), pipelining).ToString());
        var variables = new JObject { ["token"] = Arguments(others), ["target"] = "remote" };
        return control.PlayAsync(Playbooks.OneToken, variables, ["-i", inventory, .. options]);
    }
}
