using System.Diagnostics;
using EndToEnd.Tests.Tracing;
using Matomo.TestDatabase;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Database;

/// <summary>A run that waits for another, which was stopped (SIGSTOP) while it held the lock.</summary>
public sealed class WaitingTest : DatabaseTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private Process? _holder;

    private IEnumerable<TokenRecord> OwnRows => Rows.Where(row => row.Description == Description);

    [SetUp]
    public async Task StopAnotherRun()
    {
        // A MySQL that has not seen the account before has more messages in a login.
        Assert.That((await RunAsync(("_ansible_check_mode", true))).ExitCode, Is.Zero);

        // The message after that with the lock: it is taken by then, and the connection not yet closed. Before come the login and, but for
        // MariaDB 11.5 and later, SET NAMES.
        var number = DatabaseServer.Product == DatabaseProduct.MariaDb && Server.Version >= new Version(11, 5) ? 3 : 4;
        _holder = TracedRun.Command(
            "sendto",
            number,
            "signal=STOP",
            ArgumentsFile(Arguments(("token_file", null), ("description", "Of the run that was stopped"))),
            []).Start();
        await UntilAsync("SELECT 1 FROM information_schema.PROCESSLIST WHERE USER = ? AND COMMAND = 'Sleep' AND TIME >= 1");
    }

    [TearDown]
    public void EndOtherRun()
    {
        _holder?.Kill(entireProcessTree: true);
        _holder?.Dispose();
    }

    [TestCase("TERM")]
    [TestCase("INT")]
    [TestCase("HUP")]
    public async Task Signal_EndsAtOnce_NothingChanged(string signal)
    {
        // Whoever runs the tests in the background may have had these signals ignored, for all that is started from there.
        const string Heeding =
            "import os, signal, sys; [signal.signal(each, signal.SIG_DFL) for each in (signal.SIGINT, signal.SIGHUP)]; "
            + "os.execv(sys.argv[1], sys.argv[1:])";
        using var waiting = new Command(Programs.Python, "-c", Heeding, Programs.MatomoToken, ArgumentsFile(Arguments())).Start();
        var output = waiting.StandardOutput.ReadToEndAsync();
        await UntilAsync("SELECT 1 FROM information_schema.PROCESSLIST WHERE USER = ? AND STATE = 'User lock'");
        var start = Stopwatch.GetTimestamp();
        await new Command(Programs.Bash, "-c", $"kill -{signal} {waiting.Id}").RunAsync();
        var answer = JObject.Parse(await output);
        await waiting.WaitForExitAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(5) + Busy.Slack));
            Assert.That(waiting.ExitCode, Is.EqualTo(1));
            Assert.That((bool?)answer["failed"], Is.True, answer.ToString());
            Assert.That((bool?)answer["changed"], Is.False);
            Assert.That(OwnRows, Is.Empty);
            Assert.That(Names(TokenDirectory), Is.Empty);
        });
    }

    [Test]
    public async Task TimeOut_DatabaseLocked_NothingChanged()
    {
        var outcome = await RunAsync(("timeout", 1));
        Assert.Multiple(() =>
        {
            Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("database_locked"), outcome.Everything);
            Assert.That(OwnRows, Is.Empty);
            Assert.That(Names(TokenDirectory), Is.Empty);
        });
    }

    [Test]
    public async Task OtherIsKilled_GoesOn()
    {
        var waiting = RunAsync();
        await UntilAsync("SELECT 1 FROM information_schema.PROCESSLIST WHERE USER = ? AND STATE = 'User lock'");
        _holder!.Kill(entireProcessTree: true);
        var outcome = await waiting;
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(TokenFile);
    }

    private async Task UntilAsync(string query)
    {
        var start = Stopwatch.GetTimestamp();
        while (Server.Query(query, Database.User.Name).Count == 0)
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Patience), query);
            await Task.Delay(50);
        }
    }
}
