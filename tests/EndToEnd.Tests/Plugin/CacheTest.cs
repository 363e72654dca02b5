using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Plugin;

/// <summary>What the plugin keeps on the host, and what it makes of what it finds there.</summary>
public sealed class CacheTest : PluginTest
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private string Kept => Path.Combine(Cache, Checksum);

    [Test]
    public async Task KeptForItsUserAlone_SentOnce_OldOnesRemoved()
    {
        var old = Path.Combine(Cache, new string('a', 64));
        string[] strangers = ["notes", new('A', 64), new('a', 63), ".new.recent"];
        foreach (var path in strangers.Append(".new.old").Select(name => Path.Combine(Cache, name)).Append(old))
        {
            Directory.CreateDirectory(Cache, OwnerOnly);
            await File.WriteAllTextAsync(path, "");
        }

        File.SetLastWriteTimeUtc(Path.Combine(Cache, ".new.old"), DateTime.UtcNow.AddHours(-2));
        await AssertWorksAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Names(Cache), Is.EquivalentTo(strangers.Append(Checksum)));
            Assert.That(File.GetUnixFileMode(Kept), Is.EqualTo(Executable));
            Assert.That(File.ReadAllBytes(Kept), Is.EqualTo(File.ReadAllBytes(Programs.MatomoToken)));
            Assert.That(Directory.Exists(Path.Combine(Work, "home", ".ansible", "remote")), Is.False, "files that Ansible sends");
        });

        var before = File.GetLastWriteTimeUtc(Kept);
        await AssertWorksAsync();
        Assert.That(File.GetLastWriteTimeUtc(Kept), Is.EqualTo(before), "sent again");
    }

    [Test]
    public async Task DirectoriesAreMade_ForTheirUserAlone()
    {
        var home = Path.Combine(Work, "home", "a", "b");
        await AssertWorksAsync(("surroundings", new JObject { ["XDG_CACHE_HOME"] = home }));
        Assert.That(
            new[] { Path.Combine(home, "matomo_token"), home, Path.GetDirectoryName(home)! }.Select(File.GetUnixFileMode),
            Is.All.EqualTo(OwnerOnly));
        Assert.That(Names(Path.Combine(home, "matomo_token")), Is.EqualTo(new[] { Checksum }));
        Assert.That(Directory.Exists(Cache), Is.False);
    }

    /// <summary>Each case is a cache of one play, of a second and of a third one.</summary>
    [Test]
    public async Task TamperedWith_NotRun_Named()
    {
        (string Tampering, string Named, string Message)[] cases =
        [
            ("cp KEPT copy && mv copy .. && ln -sf ../copy KEPT", "KEPT", "is not as matomo_token made it"),
            ("rm KEPT && mkdir KEPT", "KEPT", "is not as matomo_token made it"),
            ("chown 65534 KEPT", "KEPT", "another user's"),
            ("chmod 0400 KEPT", "KEPT", "noexec"),
            ("chown 65534 .", ".", "another user's"),
            ("mv ../matomo_token ../moved && ln -s moved ../matomo_token", ".", "is not as matomo_token made it"),
            ("rm KEPT && chmod 0770 .", ".", "is not as matomo_token made it"),
            ("chown 65534 ..", "..", "another user's"),
        ];
        var caches = cases.Select((_, place) => Path.Combine(Work, "caches", $"{place}", "matomo_token")).ToList();
        var surroundings = caches.ConvertAll(cache => new JObject { ["XDG_CACHE_HOME"] = Path.GetDirectoryName(cache) });
        AssertWork(await PlayInAsync(surroundings));
        foreach (var ((tampering, _, _), cache) in cases.Zip(caches))
            await ShellAsync($"cd {cache} && {WithName(tampering)}");

        Matomo.ClearRequests();
        var play = await PlayInAsync(surroundings);
        foreach (var (place, (_, named, message)) in cases.Index())
            AssertNotStarted(play.Result(place), message, "XDG_CACHE_HOME", Path.GetFullPath(Path.Combine(caches[place], WithName(named))));

        Directory.Delete(Path.Combine(Work, "caches"), recursive: true);
        AssertWork(await PlayInAsync(surroundings));

        static string WithName(string text) => text.Replace("KEPT", Checksum, StringComparison.Ordinal);
    }

    /// <summary>
    /// Whoever may write the directory above could put another in place of the cache while the executable is sent. By sudo as some are
    /// configured, root has the home of whoever became root, who could do so, too.
    /// </summary>
    [Test]
    public async Task NoPlaceThatIsSafe_NotStarted_NothingIsMadeThere()
    {
        var (open, theirs) = (Path.Combine(Work, "open"), Path.Combine(Work, "theirs"));
        await ShellAsync($"mkdir {open} {theirs} && chmod 777 {open} && chown 65534 {theirs}");
        var play = await PlayInAsync(
        [
            new JObject { ["XDG_CACHE_HOME"] = "", ["HOME"] = "" },
            new JObject { ["XDG_CACHE_HOME"] = "relative/directory", ["HOME"] = "" },
            new JObject { ["XDG_CACHE_HOME"] = open },
            new JObject { ["HOME"] = theirs },
        ]);
        AssertNotStarted(play.Result(0), "neither XDG_CACHE_HOME nor HOME", "matomo_token_executable");
        AssertNotStarted(play.Result(1), "neither XDG_CACHE_HOME nor HOME", "matomo_token_executable");
        AssertNotStarted(play.Result(2), "others may write there", open);
        AssertNotStarted(play.Result(3), "another user's", theirs);
        Assert.That(Names(open).Concat(Names(theirs)), Is.Empty);
    }

    [Test]
    public async Task OthersMayNotReplaceIt_Works()
    {
        string[] modes = ["1777", "775", "755"];
        var parents = modes.Select(mode => Path.Combine(Work, mode)).ToList();
        foreach (var (mode, parent) in modes.Zip(parents))
            await ShellAsync($"mkdir {parent} && chmod {mode} {parent}");

        AssertWork(await PlayInAsync(parents.ConvertAll(parent => new JObject { ["XDG_CACHE_HOME"] = parent })));
        Assert.That(parents.Select(parent => Names(parent).Single()), Is.All.EqualTo("matomo_token"));
    }

    /// <summary>Plays alice's task once in each environment.</summary>
    private Task<Play> PlayInAsync(IReadOnlyList<JObject> surroundings) =>
        new AnsibleControl(Work, ModuleWay.Plugin).PlayTasksAsync([.. surroundings.Select(environment => (environment, Arguments()))]);

    private void AssertWork(Play play)
    {
        Assert.That(play.Results.Select(result => (string?)result["error_code"]), Is.Not.Empty.And.All.Null, play.Everything);
        AssertKept(TokenFile);
    }

    private static async Task ShellAsync(string command)
    {
        var outcome = await new Command(Programs.Bash, "-c", command).RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
    }
}
