using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Plugin;

/// <summary>Hosts on which the executable cannot be kept, or does not run.</summary>
public sealed class HostTest : PluginTest
{
    /// <summary>With this, the plugin leaves the task to Ansible's own way.</summary>
    private static readonly Dictionary<string, string> KeepFiles = new() { ["ANSIBLE_KEEP_REMOTE_FILES"] = "1" };

    /// <summary>Each case is a task of one play with the plugin's way, and of one with Ansible's own.</summary>
    [Test]
    public async Task Unsupported()
    {
        (string System, string Library, string About, string Remedy)[] hosts =
        [
            ("Linux riscv64", "", "Linux riscv64", "Delegate the task"),
            ("Darwin arm64", "", "Darwin arm64", "Delegate the task"),
            ("Linux x86_64", "echo glibc 2.27", "glibc 2.27", "2.28 or newer"),
            ("Linux x86_64", "exit 1", "musl libc", "2.28 or newer"),
            ("Linux aarch64", "echo glibc 2.36", "files/matomo_token_aarch64.gz is missing", "Pack"),
        ];
        foreach (var settings in new[] { new Dictionary<string, string>(), KeepFiles })
        {
            var control = new AnsibleControl(Work, ModuleWay.Plugin) { Settings = settings };
            var play = await control.PlayTasksAsync([.. hosts.Select((host, place) =>
            {
                Script($"host{place}/uname", $"echo {host.System}");
                Script($"host{place}/getconf", host.Library);
                Script($"host{place}/ldd", "echo 'musl libc (x86_64)' >&2; exit 1");
                return (new JObject { ["PATH"] = $"{Path.Combine(Work, $"host{place}")}:{Programs.SearchPath}" }, Arguments());
            })]);
            foreach (var (place, host) in hosts.Index())
                AssertNotStarted(play.Result(place), host.About, host.Remedy);
        }

        Assert.That(Directory.Exists(Cache), Is.False);
    }

    /// <summary>An executable that has an unknown library, or another's loader, is told by its not running.</summary>
    [Test]
    public async Task DoesNotRunThere_NothingIsLeft()
    {
        var control = new AnsibleControl(Work, ModuleWay.Plugin);
        control.Provide(Script("does-not-run", "exit 1"));
        AssertNotStarted(await control.PlayAsync(Playbook, Variables()), "cannot be executed there", "matomo_token_executable");
        Assert.That(Names(Cache), Is.Empty);
    }

    [TestCase("ro", "Read-only file system")]
    [TestCase("size=4m", "No space left on device")]
    [TestCase("noexec", "Permission denied")]
    public async Task NoRoomForIt_NothingIsLeft(string mountOptions, string reason)
    {
        var left = Path.Combine(Work, "left");
        Directory.CreateDirectory(Path.GetDirectoryName(Cache)!);
        var play = await MountedAsync($"mount -t tmpfs -o {mountOptions},mode=755 none .cache", $"find .cache -type f > {left}");
        AssertNotStarted(play, reason, Cache, "XDG_CACHE_HOME");
        Assert.That(await File.ReadAllTextAsync(left), Is.Empty);
    }

    [Test]
    public async Task NoLongerExecutable()
    {
        await AssertWorksAsync();
        Matomo.ClearRequests();
        AssertNotStarted(
            await MountedAsync("mount --bind .cache .cache && mount -o remount,bind,noexec .cache", ":"),
            Path.Combine(Cache, Checksum),
            "noexec");
    }

    [Test]
    public async Task ArrivesInPart_NothingIsLeft()
    {
        Script("fake/gzip", $"exec {Programs.Gzip} -dc | head -c 1000000");
        AssertNotStarted(
            await PlayAsync(("surroundings", new JObject { ["PATH"] = $"{Path.Combine(Work, "fake")}:{Programs.SearchPath}" })),
            "did not arrive whole");
        Assert.That(Names(Cache), Is.Empty);
    }

    /// <summary>An answer is text, and gives neither Ansible nor its inventory orders.</summary>
    [Test]
    public async Task HostAnswersWhatItLikes_NothingIsDone()
    {
        var evil = Script(
            "evil",
            $$$"""
            cat > /dev/null
            printf '%s ' '{"changed": false, "msg": "{{ lookup('"'"'pipe'"'"', '"'"'touch {{{Work}}}/ran'"'"') }}",'
            echo '"add_host": {"host_name": "new"}, "add_group": "new", "ansible_facts": {"a": 1}, "_ansible_no_log": true}'
            """);
        var play = await PlayAsync(("matomo_token_executable", evil));
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That(
            play.FirstResult.Properties().Select(property => property.Name),
            Has.Some.EqualTo("msg").And.None.EqualTo("add_host").And.None.EqualTo("add_group").And.None.EqualTo("ansible_facts"));
        Assert.That(File.Exists(Path.Combine(Work, "ran")), Is.False);
    }

    [Test]
    public async Task Installed_IsUsed_NothingIsSent()
    {
        var installed = Path.Combine(Work, "with blanks", "matomo_token");
        AssertNotStarted(await PlayAsync(("matomo_token_executable", installed)), installed, "Install it");
        Directory.CreateDirectory(Path.GetDirectoryName(installed)!);
        File.CreateSymbolicLink(installed, Programs.MatomoToken);
        new AnsibleControl(Work, ModuleWay.Plugin).ProvideNone();
        await AssertWorksAsync(("matomo_token_executable", installed));
        var ordinary = await new AnsibleControl(Work, ModuleWay.Plugin) { Settings = KeepFiles }.PlayAsync(
            Playbook, Variables(("matomo_token_executable", installed)));
        Assert.That((bool?)ordinary.FirstResult["changed"], Is.False, ordinary.Everything);
        Assert.That(Directory.Exists(Cache), Is.False);
    }

    [Test]
    public async Task ShellOfWindows()
    {
        var play = await PlayAsync(("ansible_shell_type", "powershell"));
        Assert.That((string?)play.FirstResult["msg"], Does.StartWith("localhost: ").And.Contain("POSIX shell"), play.Everything);
    }

    /// <summary>Plays with file systems below the home that only this play sees.</summary>
    private Task<Play> MountedAsync(string mount, string afterwards)
    {
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
        return new AnsibleControl(Work, ModuleWay.Plugin)
        {
            StartedBy =
            [
                Programs.Unshare,
                .. namespaces,
                Programs.Bash,
                "-c",
                $"{mount} || exit 9; \"$0\" \"$@\"; code=$?; {afterwards}; exit $code",
            ],
        }.PlayAsync(Playbook, Variables());
    }
}
