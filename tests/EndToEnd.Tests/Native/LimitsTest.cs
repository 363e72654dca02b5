using Tests.Processes;

namespace EndToEnd.Tests.Native;

/// <summary>What a shell, a service or a container allows the process: one answer in JSON, which names what is too little.</summary>
public sealed class LimitsTest : StandInTest
{
    // With 230000, one start in a hundred ends in the runtime, before our code.
    [TestCase("-v 400000")]
    [TestCase("-v 500000")]
    [TestCase("-d 50000")]
    [TestCase("-n 5")]
    [TestCase("-n 8")]
    public async Task TooLow_IsNamed(string limit)
    {
        var outcome = await Limited(limit);
        AssertNotStarted(outcome, limit[..2]);
    }

    [Test]
    public async Task NoThreads_IsNamed()
    {
        Assume.That(Environment.IsPrivilegedProcess, "root has no such limit, and becomes a user without other processes");
        const string NobodyElse = "64999";
        var arguments = ArgumentsFile(Arguments());
        _ = await RunAsNobodyAsync(arguments, "--check");
        var limited = new Command(
            Programs.Setpriv, "--reuid", NobodyElse, "--clear-groups", Programs.Bash, "-c", "ulimit -u 4 && exec \"$0\" \"$1\"",
            Path.Combine(Work, "matomo_token"), arguments);
        AssertNotStarted(await limited.RunAsync(), "-u");
    }

    [TestCase("-v 1100000")]
    [TestCase("-d 300000")]
    [TestCase("-n 16")]
    [TestCase("-s 64")]
    public async Task Enough_Works(string limit)
    {
        var outcome = await Limited(limit);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(TokenFile);
    }

    /// <summary>The signal that such a write brings would end the process.</summary>
    [Test]
    public async Task NoFileMayBeWritten_IsRefused()
    {
        var outcome = await Limited("-f 0");
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("token_file_unwritable"), outcome.Everything);
        Assert.That((string?)outcome.Json["msg"], Does.Contain("File too large"));
        Assert.That(Creations, Is.Zero);
        Assert.That(Names(TokenDirectory), Is.Empty);
    }

    private Task<Outcome> Limited(string limit) => new Command(
        Programs.Bash, "-c", $"ulimit {limit} && exec \"$0\" \"$1\"", Programs.MatomoToken, ArgumentsFile(Arguments())).RunAsync();

    private void AssertNotStarted(Outcome outcome, string option)
    {
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("not_started"), outcome.Everything);
        Assert.That((string?)outcome.Json["msg"], Does.Contain($"(ulimit {option})"));
        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        Assert.That(Creations, Is.Zero);
        Assert.That(Names(TokenDirectory), Is.Empty);
    }
}
