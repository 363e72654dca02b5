using System.Globalization;
using Matomo.TestDatabase;
using Newtonsoft.Json;
using Tests.Processes;

namespace Soak;

/// <summary>A signal at a random time: the next run ends with what was asked for, and no row too many.</summary>
internal sealed class Kills(DatabaseServer server) : IAttack
{
    /// <summary>A run takes about so long.</summary>
    private const int Milliseconds = 60;

    public static readonly string[] Signals = ["KILL", "KILL", "KILL", "TERM", "INT", "HUP", "QUIT", "PIPE", "XCPU"];

    public async Task RunAsync(Random random, Counts counts)
    {
        using var site = new Site(server);
        var plan = random.Of(Plan.All(site));
        var signal = random.Of(Signals);
        var delay = TimeSpan.FromMilliseconds(random.NextDouble() * Milliseconds);
        site.Story.Add($"{plan.Name}, SIG{signal} after {delay.TotalMilliseconds:0.0} ms: {plan.Task.ToString(Formatting.None)}");
        plan.Arrange(site);
        try
        {
            var (isAlive, outcome) = await KillAsync(site.Write(plan.Task), signal, delay);
            site.Tell("the run", outcome);
            counts.Count(isAlive ? $"kills by SIG{signal}" : "runs that were over before their signal");
            await plan.AssertMendedAsync(site);
        }
        catch (LossException loss)
        {
            counts.Report(site.Story, loss.Message);
        }
    }

    /// <summary>Runs the executable, and sends it a signal after a while.</summary>
    /// <returns>Whether it was still at work, and what it came to.</returns>
    public static async Task<(bool IsAlive, Outcome Outcome)> KillAsync(string arguments, string signal, TimeSpan delay)
    {
        using var process = new Command(Programs.MatomoToken, arguments).Start();
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.Delay(delay);
        var isAlive = !process.HasExited;
        await new Command("/bin/kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)).RunAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return (isAlive, new Outcome(process.ExitCode, await output, await error));
    }
}
