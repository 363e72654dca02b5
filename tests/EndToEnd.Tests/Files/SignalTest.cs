using System.Diagnostics;
using Matomo.StandIn.Faults;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Files;

/// <summary>A signal while an answer of Matomo is awaited, for longer than any other work has to end.</summary>
public sealed class SignalTest : StandInTest
{
    private const string Creation = "UsersManager.createAppSpecificTokenAuth";

    [TestCase("TERM")]
    [TestCase("HUP")]
    public async Task DuringCreation_TheValueIsKept(string signal)
    {
        Matomo.Faults.Add(new Fault(FaultKind.HangAfter) { Method = Creation, Skip = 2, Seconds = 7 });
        var (answer, exitCode, _) = await StopAsync(signal, () => Matomo.Tokens.Rows.Count > 0);
        Assert.That(exitCode, Is.Zero, answer.ToString());
        Assert.That((bool?)answer["changed"], Is.True);
        Assert.That(Creations, Is.EqualTo(1));
        AssertKept(TokenFile);
    }

    [TestCase("TERM")]
    [TestCase("HUP")]
    public async Task BeforeCreation_TheRunEnds(string signal)
    {
        Matomo.Faults.Add(new Fault(FaultKind.HangAfter) { Seconds = 30 });
        var (answer, exitCode, took) = await StopAsync(signal, () => Matomo.Requests.Count > 0);
        Assert.That(exitCode, Is.EqualTo(1), answer.ToString());
        Assert.That((string?)answer["msg"], Does.Contain("told to end").And.Contain("Nothing was changed"));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(5) + Busy.Slack));
        Assert.That(Matomo.Tokens.Rows, Is.Empty);
    }

    private async Task<(JObject Answer, int ExitCode, TimeSpan Took)> StopAsync(string signal, Func<bool> isTime)
    {
        // Whoever runs the tests in the background may have SIGHUP ignored, for all that is started from there.
        const string Heeding = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])";
        using var run = new Command(Programs.Python, "-c", Heeding, Programs.MatomoToken, ArgumentsFile(Arguments())).Start();
        var output = run.StandardOutput.ReadToEndAsync();
        while (!isTime() && !run.HasExited)
            await Task.Delay(20);

        var start = Stopwatch.GetTimestamp();
        await new Command(Programs.Bash, "-c", $"kill -{signal} {run.Id}").RunAsync();
        var answer = JObject.Parse(await output);
        await run.WaitForExitAsync();
        return (answer, run.ExitCode, Stopwatch.GetElapsedTime(start));
    }
}
