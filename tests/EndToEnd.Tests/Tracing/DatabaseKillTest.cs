using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Tracing;

/// <summary>
/// SIGKILL on entry of every call that touches the token file or speaks to the database server: the next run ends with what was requested,
/// and no row too many.
/// </summary>
[TestFixtureSource(nameof(Calls))]
public sealed class DatabaseKillTest(string call) : DatabaseTest
{
    private const string Vaulted = "0123456789abcdef0123456789abcdef";

    private int _before;

    public static IEnumerable<string> Calls => [.. TracedRun.FileCalls, .. TracedRun.SocketCalls];

    private string Pending => Path.Combine(TokenDirectory, $".{Path.GetFileName(TokenFile)}.matomo_token-new");

    [Test]
    public async Task NewFile()
    {
        var kills = await KillEverywhereAsync(() => Arguments());
        Assert.That(kills, call == "fchown" ? Is.Zero : Is.GreaterThan(1));
    }

    [Test]
    public async Task ReplacedFile()
    {
        const UnixFileMode Mode = Private | UnixFileMode.GroupRead;
        await KillEverywhereAsync(
            () =>
            {
                File.WriteAllText(TokenFile, "");
                File.SetUnixFileMode(TokenFile, Mode);
                return Arguments(("owner", Environment.IsPrivilegedProcess ? Nobody.ToString(CultureInfo.InvariantCulture) : null));
            },
            Mode);
    }

    [Test]
    public async Task RenewedBesideTheOldOne()
    {
        await KillEverywhereAsync(() =>
        {
            File.WriteAllText(TokenFile, Vaulted);
            File.SetUnixFileMode(TokenFile, Private);
            Database.AddToken("alice", Vaulted, Description, expires: DateTime.UtcNow.AddDays(5));
            return Arguments(("expires_in", "104d"), ("renew_before", "14d"));
        });
        Assert.That(File.ReadAllText(TokenFile), Is.Not.EqualTo(Vaulted));
    }

    [Test]
    public async Task PendingFileOfEarlierRun() => await KillEverywhereAsync(async () =>
    {
        var arguments = Arguments();
        await TracedRun.RunAsync("rename", 1, "signal=KILL", TokenFile, ArgumentsFile(arguments));
        Assert.That(IsLive(Pending), "the earlier run left a live value");
        return arguments;
    });

    [Test]
    public async Task ValueFromTheVault()
    {
        await KillEverywhereAsync(() => Arguments(("token_auth", Vaulted)));
        Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(Vaulted));
    }

    [Test]
    public async Task Revoked()
    {
        var (_, last) = await TracedRun.KillEverywhereAsync(
            call,
            TokenFile,
            async () =>
            {
                Clear();
                Assert.That((await RunAsync()).ExitCode, Is.Zero);
                return ArgumentsFile(Arguments(("state", "absent")));
            },
            async (arguments, at) =>
            {
                await AssertRuns(arguments, at);
                AssertGone(at);
                await AssertUnchanged(arguments, at);
            });
        Assert.That(last.ExitCode, Is.Zero, last.Everything);
        AssertGone("in the end");
    }

    private Task<int> KillEverywhereAsync(Func<JObject> arrange, UnixFileMode mode = Private) =>
        KillEverywhereAsync(() => Task.FromResult(arrange()), mode);

    private async Task<int> KillEverywhereAsync(Func<Task<JObject>> arrange, UnixFileMode mode = Private)
    {
        var (kills, last) = await TracedRun.KillEverywhereAsync(
            call,
            TokenFile,
            async () =>
            {
                Clear();
                var arguments = ArgumentsFile(await arrange());
                _before = IsLive(Pending) ? 0 : Rows.Count;
                return arguments;
            },
            (arguments, at) => AssertNextRunMends(arguments, mode, at));
        Assert.That(last.ExitCode, Is.Zero, last.Everything);
        Assert.That(Rows, Has.Count.EqualTo(_before + 1));
        AssertKept(TokenFile, mode);
        return kills;
    }

    private async Task AssertNextRunMends(string arguments, UnixFileMode mode, string at)
    {
        await AssertRuns(arguments, at);
        AssertKept(TokenFile, mode);
        Assert.That(Rows, Has.Count.EqualTo(_before + 1), $"rows {at}");
        await AssertUnchanged(arguments, at);
    }

    private static async Task AssertRuns(string arguments, string at)
    {
        var next = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That(next.ExitCode, Is.Zero, $"{at}: {next.Everything}");
    }

    private static async Task AssertUnchanged(string arguments, string at)
    {
        var last = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That((bool?)last.Json["changed"], Is.False, $"{at}, the run after the next: {last.Everything}");
    }

    private void AssertGone(string at) => Assert.Multiple(() =>
    {
        Assert.That(Rows, Is.Empty, at);
        Assert.That(Names(TokenDirectory), Is.Empty, at);
    });

    private void Clear()
    {
        Directory.Delete(TokenDirectory, recursive: true);
        Directory.CreateDirectory(TokenDirectory);
        Database.Execute($"DELETE FROM {Database.Table("user_token_auth")} WHERE system_token = 0 AND login <> 'anonymous'");
    }
}
