using Tests.Processes;

namespace EndToEnd.Tests.Files;

/// <summary>Who can keep a run from its token file, and who cannot.</summary>
public sealed class LockTest : StandInTest
{
    private string Lock => Path.Combine(TokenDirectory, $".{Path.GetFileName(TokenFile)}.matomo_token-lock");

    /// <summary>As any user could that may read the directory.</summary>
    [Test]
    public async Task DirectoryIsLocked_NobodyWaits()
    {
        var outcome = await RunUnderLockAsync(TokenDirectory);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(TokenFile);
    }

    [TestCase("0644")]
    [TestCase("0666")]
    public async Task LockThatOthersMayOpen_IsNone(string mode)
    {
        await new Command(Programs.Bash, ["-c", "> \"$0\" && chmod \"$1\" \"$0\"", Lock, mode]).RunAsync();
        var outcome = await RunUnderLockAsync(Lock);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(TokenFile);
    }

    [Test]
    public async Task LockOfAnotherRun_IsWaitedForAsLongAsTimeoutSays()
    {
        await new Command(Programs.Bash, ["-c", "umask 077 && > \"$0\"", Lock]).RunAsync();
        var outcome = await RunUnderLockAsync(Lock, timeout: 2);
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("token_file_unwritable"), outcome.Everything);
        Assert.That((string?)outcome.Json["msg"], Does.Contain("2 seconds").And.Contain(Lock).And.Contain("timeout"));
        Assert.That(Creations, Is.Zero);
    }

    private Task<Outcome> RunUnderLockAsync(string path, int timeout = 30) => new Command(
        Programs.Flock, [path, Programs.MatomoToken, ArgumentsFile(Arguments(("timeout", timeout)))]).RunAsync();
}
