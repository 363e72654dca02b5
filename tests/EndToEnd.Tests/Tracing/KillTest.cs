using Tests.Processes;

namespace EndToEnd.Tests.Tracing;

/// <summary>
/// SIGKILL on entry of every call that touches the token file: the next run ends with a live value, and nothing is lost that could be kept.
/// </summary>
[TestFixtureSource(typeof(TracedRun), nameof(TracedRun.FileCalls))]
public sealed class KillTest(string call) : StandInTest
{
    private int _arrangements;

    private string Pending => Path.Combine(TokenDirectory, $".{Path.GetFileName(TokenFile)}.matomo_token-new");

    [Test]
    public async Task NewFile()
    {
        var kills = await KillEverywhereAsync(_ => Task.CompletedTask, Private);
        Assert.That(kills, call == "fchown" ? Is.Zero : Is.GreaterThan(1));
    }

    [Test]
    public async Task ReplacedFile()
    {
        const UnixFileMode Mode = Private | UnixFileMode.GroupRead;
        await KillEverywhereAsync(
            _ =>
            {
                File.WriteAllText(TokenFile, "");
                File.SetUnixFileMode(TokenFile, Mode);
                return Task.CompletedTask;
            },
            Mode,
            owner: Environment.IsPrivilegedProcess ? Nobody : null);
    }

    [Test]
    public async Task PendingFileOfEarlierRun()
    {
        await KillEverywhereAsync(
            async arguments =>
            {
                await TracedRun.RunAsync("rename", 1, "signal=KILL", TokenFile, arguments);
                Assert.That(IsLive(Pending), "the earlier run left a live value");
            },
            Private);
        Assert.That(Creations, Is.EqualTo(_arrangements), "no further token beside the earlier run's");
    }

    private async Task<int> KillEverywhereAsync(Func<string, Task> arrange, UnixFileMode mode, uint? owner = null)
    {
        _arrangements = 0;
        var (kills, last) = await TracedRun.KillEverywhereAsync(
            call, TokenFile, ArrangeAsync, (arguments, at) => AssertNextRunMends(arguments, mode, at));
        Assert.That(last.ExitCode, Is.Zero, last.Everything);
        AssertKept(TokenFile, mode);
        return kills;

        async Task<string> ArrangeAsync()
        {
            _arrangements++;
            Directory.Delete(TokenDirectory, recursive: true);
            Directory.CreateDirectory(TokenDirectory);
            var arguments = ArgumentsFile(Arguments(("owner", owner?.ToString(CultureInfo.InvariantCulture))));
            await arrange(arguments);
            return arguments;
        }
    }

    private async Task AssertNextRunMends(string arguments, UnixFileMode mode, string at)
    {
        var isSafe = IsLive(Pending) || IsLive(TokenFile);
        var before = Creations;
        var next = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That(next.ExitCode, Is.Zero, $"{at}: {next.Everything}");
        Assert.That(Creations - before, Is.EqualTo(isSafe ? 0 : 1), $"tokens made {at}");
        AssertKept(TokenFile, mode);
        var last = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That((bool?)last.Json["changed"], Is.False, $"{at}, the run after the next: {last.Everything}");
    }
}
