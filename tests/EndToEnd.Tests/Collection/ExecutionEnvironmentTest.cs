using EndToEnd.Tests.Ansible;
using EndToEnd.Tests.Plugin;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Collection;

/// <summary>
/// A task for localhost in an execution environment: its user is of the group 0, which may write the home that root owns.
/// </summary>
public sealed class ExecutionEnvironmentTest : PluginTest
{
    private const UnixFileMode OfTheGroup =
        Private | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    private AnsibleControl Control => new(Work, ModuleWay.Collection)
    {
        StartedBy = Environment.IsPrivilegedProcess
            ? [Programs.Setpriv, "--reuid", "65534", "--regid", "0", "--clear-groups", "--bounding-set=-all"]
            : [],
    };

    [Test]
    public async Task HomeOfRoot_KeptThere_OrSaysWhatToSet()
    {
        var elsewhere = Path.Combine(Work, "elsewhere");
        foreach (var path in new[] { Work, TokenDirectory, Path.Combine(Work, "home"), elsewhere })
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, OfTheGroup);
        }

        var kept = await Control.PlayAsync(Playbook, Variables());
        Assert.That(kept.ExitCode, Is.Zero, kept.Everything);
        Assert.That((bool?)kept.FirstResult["changed"], Is.True);
        Assert.That(Directory.Exists(Cache));

        Matomo.ClearRequests();
        var surroundings = new JObject { ["HOME"] = "/proc" };
        AssertNotStarted(
            await Control.PlayAsync(Playbook, Variables(("surroundings", surroundings))), "cannot be written there", "XDG_CACHE_HOME");

        surroundings["XDG_CACHE_HOME"] = elsewhere;
        var set = await Control.PlayAsync(Playbook, Variables(("surroundings", surroundings)));
        Assert.That(set.ExitCode, Is.Zero, set.Everything);
        Assert.That((bool?)set.FirstResult["changed"], Is.False);
        Assert.That(Names(elsewhere), Is.EqualTo(new[] { "matomo_token" }));
    }
}
