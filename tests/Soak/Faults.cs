using Matomo.TestDatabase;
using Newtonsoft.Json;
using Tests.Processes;

namespace Soak;

/// <summary>
/// A fault at a random call on a token file, or a kill on its entry: the run says so in its JSON or does without the call, and the next one
/// ends with what was asked for.
/// </summary>
internal sealed class Faults(DatabaseServer server) : IAttack
{
    private const int MostCalls = 12;

    private static readonly string[] FileFaults =
        ["error=EIO", "error=ENOSPC", "error=EACCES", "error=EINTR", "error=EDQUOT", "signal=KILL"];

    private static readonly string[] SocketFaults = ["error=EPIPE", "error=ECONNRESET", "signal=KILL"];

    public async Task RunAsync(Random random, Counts counts)
    {
        using var site = new Site(server);
        var plan = random.Of(Plan.All(site));
        var call = random.Of([.. TracedRun.FileCalls, .. TracedRun.SocketCalls]);
        var fault = random.Of(TracedRun.SocketCalls.Contains(call) ? SocketFaults : FileFaults);
        var number = random.Next(1, MostCalls + 1);
        site.Story.Add($"{plan.Name}, {call} number {number} with {fault}: {plan.Task.ToString(Formatting.None)}");
        plan.Arrange(site);
        try
        {
            var outcome = await TracedRun.RunAsync(call, number, fault, (string)plan.Task["token_file"]!, site.Write(plan.Task));
            site.Tell("the run", outcome);
            AssertAnswered(outcome);
            counts.Count($"{fault[(fault.IndexOf('=', StringComparison.Ordinal) + 1)..]} at {call}");
            await plan.AssertMendedAsync(site);
        }
        catch (LossException loss)
        {
            counts.Report(site.Story, loss.Message);
        }
    }

    private static void AssertAnswered(Outcome outcome)
    {
        if (outcome.ExitCode == TracedRun.Killed)
            return;

        try
        {
            var isFailed = (bool?)outcome.Json["failed"] ?? false;
            if (outcome.ExitCode != (isFailed ? 1 : 0) || (string?)outcome.Json["error_code"] == "internal_error")
                throw new LossException("it does not say what went wrong");
        }
        catch (JsonException)
        {
            throw new LossException("it does not answer in JSON");
        }
    }
}
