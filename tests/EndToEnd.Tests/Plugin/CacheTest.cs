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

    [TestCase("cp KEPT copy && mv copy .. && ln -sf ../copy KEPT", "KEPT", "is not as matomo_token made it")]
    [TestCase("rm KEPT && mkdir KEPT", "KEPT", "is not as matomo_token made it")]
    [TestCase("chown 65534 KEPT", "KEPT", "another user's")]
    [TestCase("chmod 0400 KEPT", "KEPT", "noexec")]
    [TestCase("chown 65534 .", ".", "another user's")]
    [TestCase("mv ../matomo_token ../moved && ln -s moved ../matomo_token", ".", "is not as matomo_token made it")]
    [TestCase("rm KEPT && chmod 0770 .", ".", "is not as matomo_token made it")]
    [TestCase("chown 65534 ..", "..", "another user's")]
    public async Task TamperedWith_NotRun_Named(string tampering, string named, string message)
    {
        await AssertWorksAsync();
        Matomo.ClearRequests();
        var tampered = await new Command(
            Programs.Bash, "-c", tampering.Replace("KEPT", Checksum, StringComparison.Ordinal))
        { WorkingDirectory = Cache }.RunAsync();
        Assert.That(tampered.ExitCode, Is.Zero, tampered.Everything);
        AssertNotStarted(
            await PlayAsync(),
            message,
            "XDG_CACHE_HOME",
            Path.GetFullPath(Path.Combine(Cache, named.Replace("KEPT", Checksum, StringComparison.Ordinal))));

        Directory.Delete(Path.Combine(Work, "home", ".cache"), recursive: true);
        await AssertWorksAsync();
    }

    [TestCase("")]
    [TestCase("relative/directory")]
    public async Task NoHome_NotStarted(string home) =>
        AssertNotStarted(
            await PlayAsync(("surroundings", new JObject { ["XDG_CACHE_HOME"] = home, ["HOME"] = "" })),
            "neither XDG_CACHE_HOME nor HOME",
            "matomo_token_executable");

    /// <summary>Whoever may write the directory above could put another in place of the cache while the executable is sent.</summary>
    [TestCase("777", false)]
    [TestCase("1777", true)]
    [TestCase("775", true)]
    [TestCase("755", true)]
    public async Task OthersMayWriteAbove_RefusedUnlessSticky(string mode, bool works)
    {
        var parent = Directory.CreateDirectory(Path.Combine(Work, "above")).FullName;
        var given = await new Command(Programs.Bash, "-c", $"chmod {mode} {parent}").RunAsync();
        Assert.That(given.ExitCode, Is.Zero, given.Everything);
        var variables = ("surroundings", new JObject { ["XDG_CACHE_HOME"] = parent });
        if (works)
        {
            await AssertWorksAsync(variables);
        }
        else
        {
            AssertNotStarted(await PlayAsync(variables), "others may write there", parent);
            Assert.That(Names(parent), Is.Empty);
        }
    }

    /// <summary>sudo as some are configured: root has the home of whoever became root, who could put another executable there.</summary>
    [Test]
    public async Task HomeOfAnother_NothingIsMadeThere()
    {
        var home = Directory.CreateDirectory(Path.Combine(Work, "theirs")).FullName;
        var given = await new Command(Programs.Bash, "-c", $"chown 65534 {home}").RunAsync();
        Assert.That(given.ExitCode, Is.Zero, given.Everything);
        AssertNotStarted(await PlayAsync(("surroundings", new JObject { ["HOME"] = home })), "another user's", home);
        Assert.That(Names(home), Is.Empty);
    }
}
