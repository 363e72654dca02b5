using System.Net;
using EndToEnd.Tests.Ansible;
using EndToEnd.Tests.Secrets;
using EndToEnd.Tests.Ssh;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Plugin;

/// <summary>The plugin over SSH: how much it sends and how often, and what it does when that goes wrong.</summary>
public sealed class ConnectionTest : PluginTest
{
    private const int Hosts = 20;
    private const string BecomePassword = "marked-become-password";

    private SshDaemon? _daemon;

    private SshDaemon Daemon => _daemon!;

    private string Remote => Path.Combine(Daemon.Cache, "matomo_token");

    [SetUp]
    public async Task StartDaemon() => _daemon = await SshDaemon.StartAsync(Path.Combine(Work, "ssh"));

    [TearDown]
    public void StopDaemon() => _daemon?.Dispose();

    [Test]
    public async Task OneRoundTrip_NoFileOfAnsibles_NoSecretAnywhere()
    {
        var leaks = new Leaks(Work, TokenFile);
        foreach (var (changed, roundTrips) in new[] { (true, 2), (false, 1) })
        {
            var play = await RemoteAsync(Inventory(), [], "-vvvvv", "--diff");
            Assert.That((bool?)play.FirstResult["changed"], Is.EqualTo(changed), play.Everything);
            Assert.That(play.Everything.Split("SSH: EXEC ").Length - 1, Is.EqualTo(roundTrips), play.Everything);
            leaks.Saw(play.Everything);
        }

        Assert.That(Names(Remote), Is.EqualTo(new[] { Checksum }));
        Assert.That(Directory.Exists(Path.Combine(Work, "remote")), Is.False, "files that Ansible sends");
        leaks.AssertNone(["alice-password", await File.ReadAllTextAsync(TokenFile)]);
    }

    [Test]
    public async Task TwentyHosts_EachIsSentTheExecutableOnce()
    {
        const string OnAll =
            """
            - hosts: all
              gather_facts: false
              environment:
                XDG_CACHE_HOME: "{{ cache }}"
              tasks:
                - matomo_token:
                    url: "{{ token.url }}"
                    login: alice
                    password: alice-password
                    description: "{{ inventory_hostname }}"
                    token_file: "{{ token_directory }}/{{ inventory_hostname }}.token"
            """;
        var proxies = Enumerable.Range(2, Hosts).Select(
            last => new CountingProxy(IPAddress.Parse($"127.0.0.{last}"), Daemon.Port)).ToList();
        try
        {
            // Packed, which leaves about two fifths.
            var size = new FileInfo(Programs.MatomoToken).Length;
            var inventory = new JObject
            {
                ["all"] = new JObject
                {
                    ["hosts"] = new JObject(proxies.Select(proxy => new JProperty($"{proxy.EndPoint.Address}", Behind(proxy)))),
                },
            };
            var before = new long[Hosts];
            foreach (var (changed, least, most) in new[] { (Hosts, size / 3, size / 2), (0, 0L, 50_000L) })
            {
                // As Ansible does by default: connections are kept.
                var settings = new Dictionary<string, string> { ["ANSIBLE_SSH_ARGS"] = "-o ControlMaster=auto -o ControlPersist=60s" };
                var play = await new AnsibleControl(Work, ModuleWay.Plugin)
                {
                    Settings = settings,
                    Limit = TimeSpan.FromMinutes(5),
                }.PlayAsync(
                    OnAll, Variables(("token_directory", TokenDirectory)), "-i", Input(inventory), "--forks", "10");
                Assert.That(play.Count("ok"), Is.EqualTo(Hosts), play.Everything);
                Assert.That(play.Count("changed"), Is.EqualTo(changed), play.Everything);
                var sent = proxies.Select((proxy, at) => proxy.Sent - before[at]).ToList();
                TestContext.Out.WriteLine($"sent to each host: {sent.Min():N0} to {sent.Max():N0} bytes");
                Assert.That(sent, Is.All.InRange(least, most));
                before = [.. proxies.Select(proxy => proxy.Sent)];
            }
        }
        finally
        {
            proxies.ForEach(proxy => proxy.Dispose());
        }
    }

    /// <summary>As above, with one cache for all: who comes first is many, and each of them brings it whole.</summary>
    [Test]
    public async Task ManyAtOnce_OneCache()
    {
        var hosts = new JObject(
            Enumerable.Range(1, 6).Select(
                number => new JProperty(
                    $"host{number}", Daemon.Inventory(Path.Combine(Work, "remote"), false).SelectToken("all.hosts.remote")!)));
        var control = new AnsibleControl(Work, ModuleWay.Plugin);
        var play = await control.PlayAsync(
            Playbook,
            Variables(("target", "all")),
            "-i",
            Input(new JObject { ["all"] = new JObject { ["hosts"] = hosts } }),
            "--forks",
            "6",
            "--check");
        Assert.That(play.Count("ok"), Is.EqualTo(6), play.Everything);
        Assert.That(Names(Remote), Is.EqualTo(new[] { Checksum }));
    }

    [Test]
    public async Task CutOff_NothingIsLeft_NextRunSendsItWhole()
    {
        using var proxy = new CountingProxy(IPAddress.Loopback, Daemon.Port) { Limit = 3_000_000 };
        var inventory = new JObject { ["all"] = new JObject { ["hosts"] = new JObject { ["remote"] = Behind(proxy) } } };
        var cut = await RemoteAsync(inventory, []);
        Assert.That(cut.Count("unreachable"), Is.EqualTo(1), cut.Everything);
        Assert.That((string?)cut.FirstResult["msg"], Does.Contain("127.0.0.1"));
        for (var deadline = DateTime.UtcNow.AddSeconds(20); Names(Remote).Any() && DateTime.UtcNow < deadline;)
            await Task.Delay(100);

        Assert.That(Names(Remote), Is.Empty);
        proxy.Limit = long.MaxValue;
        var next = await RemoteAsync(inventory, []);
        Assert.That((string?)next.FirstResult["action"], Is.EqualTo("created"), next.Everything);
    }

    /// <summary>Ansible would start it again, as ssh says only that the connection was lost.</summary>
    [Test]
    public async Task ConnectionLostWhileItRuns_NotStartedAgain()
    {
        var losesIt = Script(
            "ssh-that-loses-it", $"{Programs.Ssh} \"$@\"; code=$?; case $* in *matomo_token-not-started*) exit 255;; esac; exit $code");
        var inventory = Inventory(("ansible_ssh_retries", 3), ("ansible_ssh_executable", losesIt));
        Install(inventory, Programs.MatomoToken);
        var play = await RemoteAsync(inventory, [("token_file", null), ("recreate", "always")]);
        Assert.That(play.Count("unreachable"), Is.EqualTo(1), play.Everything);
        Assert.That(Creations, Is.EqualTo(1));
    }

    /// <summary>What a shell prints on its start ends where it likes: the answer is on a line of its own all the same.</summary>
    [Test]
    public async Task GreetingWithoutItsLineEnd_AnswerIsFound()
    {
        var shell = Script("greeting-shell", "printf 'a greeting'; exec /bin/sh \"$@\"");
        foreach (var changed in new[] { true, false })
        {
            var control = new AnsibleControl(Work, ModuleWay.Plugin)
            {
                Settings = new Dictionary<string, string> { ["ANSIBLE_EXECUTABLE"] = shell },
            };
            var play = await control.PlayAsync(Playbook, Variables(("target", "remote")), "-i", Input(Inventory()), "-vvv");
            Assert.That((bool?)play.FirstResult["changed"], Is.EqualTo(changed), play.Everything);
            Assert.That(play.Everything, Does.Contain("greeting-shell"));
        }
    }

    [Test]
    public async Task KilledWhileItRuns_Failure_NotStartedAgain()
    {
        var inventory = Inventory();
        Install(inventory, Script("installed", $"{Programs.MatomoToken} \"$@\" > /dev/null; kill -9 $$"));
        var play = await RemoteAsync(inventory, [("token_file", null), ("recreate", "always")]);
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That(play.Count("failures"), Is.EqualTo(1), play.Everything);
        Assert.That((int?)play.FirstResult["rc"], Is.Not.Zero, play.Everything);
        Assert.That(Creations, Is.EqualTo(1));
    }

    /// <summary>As nobody, by a sudo that asks for a password, and by one that wants a terminal, which the ordinary way has.</summary>
    [TestCase("remote", false)]
    [TestCase("remote", true)]
    [TestCase("localhost", false)]
    public async Task Sudo(string target, bool requiresTerminal)
    {
        var theirs = await DirectoryOfNobodyAsync();
        var sudo = Script(
            "sudo",
            $$"""
            {{(requiresTerminal ? "test -t 0 || { echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1; }" : "")}}
            while :; do case $1 in -p) prompt=$2; shift 2;; -u) shift 2;; -*) shift;; *) break;; esac; done
            stty -echo 2> /dev/null
            echo 'a greeting'
            printf %s "$prompt" >&2
            read -r password
            [ "$password" = {{BecomePassword}} ] || exit 1
            {{(requiresTerminal ? "" : """echo '{"changed": true, "failed": true}'; printf 'and more'""")}}
            exec {{Programs.Setpriv}} --reuid 65534 --regid 65534 --clear-groups -- "$@"
            """);
        (string, JToken)[] variables =
        [
            ("becomes", "nobody"), ("ansible_become_exe", sudo), ("ansible_become_pass", BecomePassword), ("target", target),
            ("surroundings", new JObject { ["XDG_CACHE_HOME"] = theirs }),
        ];
        var leaks = new Leaks(Work, TokenFile);
        foreach (var changed in new[] { true, false })
        {
            var control = new AnsibleControl(Work, ModuleWay.Plugin);
            var play = await control.PlayAsync(Playbook, Variables(variables), "-i", Input(Inventory()), "-vvv");
            Assert.That((bool?)play.FirstResult["changed"], Is.EqualTo(changed), play.Everything);
            leaks.Saw(play.Everything);
        }

        var value = await File.ReadAllTextAsync(TokenFile);
        Assert.That(Names(theirs), requiresTerminal ? Is.Empty : Is.EqualTo(new[] { "matomo_token" }));
        File.Delete(sudo);
        leaks.AssertNone(["alice-password", BecomePassword, value]);
    }

    /// <summary>The sudo of this system, which may be sudo-rs. Root asks no password of itself.</summary>
    [TestCase("remote")]
    [TestCase("localhost")]
    public async Task SudoOfTheSystem(string target)
    {
        Assert.That(File.Exists(Programs.Sudo));
        var theirs = await DirectoryOfNobodyAsync();
        foreach (var changed in new[] { true, false })
        {
            var variables = Variables(
                ("becomes", "nobody"), ("target", target), ("surroundings", new JObject { ["XDG_CACHE_HOME"] = theirs }));
            var play = await new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, variables, "-i", Input(Inventory()));
            Assert.That((bool?)play.FirstResult["changed"], Is.EqualTo(changed), play.Everything);
        }

        Assert.That(Names(Path.Combine(theirs, "matomo_token")), Is.EqualTo(new[] { Checksum }));
    }

    /// <summary>As doas and machinectl do, whose plugins of before ansible-core 2.19 do not say that they have no pipelining.</summary>
    [TestCase("doas", "")]
    [TestCase("other", "pipelining = False")]
    public async Task BecomeWithoutPipelining_OrdinaryWay(string method, string attribute)
    {
        var theirs = await DirectoryOfNobodyAsync();
        var becomes = Script(
            method,
            $$"""
            test -t 0 || { echo '{{method}}: Authentication failed' >&2; exit 1; }
            exec {{Programs.Setpriv}} --reuid 65534 --regid 65534 --clear-groups -- "$@"
            """);
        var play = await BecomeAsync(method, attribute, becomes, ("surroundings", new JObject { ["XDG_CACHE_HOME"] = theirs }));
        Assert.That((string?)play.FirstResult["action"], Is.EqualTo("created"), play.Everything);
        Assert.That(Names(theirs), Is.Empty);
    }

    [TestCase("echo 'doas: Operation not permitted' >&2; exit 1", "doas: Operation not permitted")]
    [TestCase("exec /nowhere/doas", "/nowhere/doas: not found")]
    public async Task BecomeRefuses_ItsWordsAreShown(string refusal, string words)
    {
        var play = await BecomeAsync("doas", "", Script("doas", refusal));
        Assert.That((string?)play.FirstResult["error_code"], Is.EqualTo("not_started"), play.Everything);
        Assert.That((string?)play.FirstResult["msg"], Does.StartWith("remote: matomo_token could not be started: ").And.Contain(words));
        Assert.That(Matomo.Requests, Is.Empty);
    }

    /// <summary>A play whose become method has a plugin of the test's own.</summary>
    private async Task<Play> BecomeAsync(string method, string attribute, string becomes, params (string Name, JToken Value)[] others)
    {
        Directory.CreateDirectory(Path.Combine(Work, "become"));
        await File.WriteAllTextAsync(
            Path.Combine(Work, "become", method + ".py"),
            $$"""
            DOCUMENTATION = '''
            name: {{method}}
            short_description: Becomes nobody at a terminal
            description: Of a test.
            options:
              become_user: {description: who, default: root, vars: [{name: ansible_become_user}]}
              become_exe: {description: by what, default: "", vars: [{name: ansible_become_exe}]}
              become_flags: {description: none, default: ""}
            '''
            from ansible.plugins.become import BecomeBase

            class BecomeModule(BecomeBase):
                name = 'community.general.{{method}}'
                {{attribute}}

                def build_become_command(self, cmd, shell):
                    super().build_become_command(cmd, shell)
                    return self.get_option('become_exe') + ' ' + self._build_success_command(cmd, shell)

            """);
        var control = new AnsibleControl(Work, ModuleWay.Plugin)
        {
            Settings = new Dictionary<string, string> { ["ANSIBLE_BECOME_PLUGINS"] = Path.Combine(Work, "become") },
        };
        (string, JToken)[] own =
            [("becomes", "nobody"), ("target", "remote"), ("ansible_become_method", method), ("ansible_become_exe", becomes), .. others];
        var inventory = Inventory(("ansible_pipelining", false), ("ansible_remote_tmp", Path.Combine(Work, "remote")));
        return await control.PlayAsync(Playbook, Variables(own), "-i", Input(inventory));
    }

    /// <summary>A directory that nobody owns, as nobody owns that of the token, below one that nobody may pass.</summary>
    private async Task<string> DirectoryOfNobodyAsync()
    {
        var theirs = Directory.CreateDirectory(Path.Combine(Work, "theirs")).FullName;
        File.SetUnixFileMode(Work, (UnixFileMode)0b111_000_001);
        var given = await new Command(Programs.Bash, "-c", $"chown 65534 {theirs} {TokenDirectory}").RunAsync();
        Assert.That(given.ExitCode, Is.Zero, given.Everything);
        return theirs;
    }

    private static void Install(JObject inventory, string executable) =>
        ((JObject)inventory.SelectToken("all.hosts.remote")!)["matomo_token_executable"] = executable;

    private JObject Inventory(params (string Name, JToken Value)[] others)
    {
        var inventory = Daemon.Inventory(Path.Combine(Work, "remote"), pipelining: false);
        foreach (var (name, value) in others)
            inventory.SelectToken("all.hosts.remote")![name] = value;

        return inventory;
    }

    /// <summary>A host that is the daemon's, reached over a proxy, with a cache of its own.</summary>
    private JObject Behind(CountingProxy proxy)
    {
        var host = (JObject)Inventory().SelectToken("all.hosts.remote")!;
        host["ansible_host"] = proxy.EndPoint.Address.ToString();
        host["ansible_port"] = proxy.EndPoint.Port;
        host["ansible_ssh_common_args"] = $"{host["ansible_ssh_common_args"]} -o HostKeyAlias=[127.0.0.1]:{Daemon.Port}";
        host["cache"] = Path.Combine(Work, "caches", proxy.EndPoint.Address.ToString());
        return host;
    }

    private string Input(JObject inventory) => new AnsibleControl(Work, ModuleWay.Plugin).Input("inventory.json", inventory.ToString());

    private Task<Play> RemoteAsync(JObject inventory, (string Option, JToken? Value)[] others, params string[] options)
    {
        var variables = Variables(("token", Arguments(others)), ("target", "remote"));
        return new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, variables, ["-i", Input(inventory), .. options]);
    }
}
