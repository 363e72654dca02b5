using System.Collections.Concurrent;
using System.Diagnostics;

namespace MatomoToken.Tests.Fuzzing;

/// <summary>Whatever the arguments, the answer is one JSON object without a secret, within a second. FUZZ_CASES and FUZZ_SEED, which
/// ./build.sh --target=Fuzz sets, look further; a case has the seed plus its number as its own seed.</summary>
public sealed class FuzzTest
{
    private const int Seed = 20261127;
    private const int MostFaults = 20;

    [TestCase("matomo_token")]
    [TestCase("matomo_token_info")]
    public async Task AnswersOneObject_WithoutSecrets_InTime(string module)
    {
        var arguments = module == "matomo_token" ? FuzzArguments.Token : FuzzArguments.Info;
        var (seed, cases) = (Setting("FUZZ_SEED", Seed), Setting("FUZZ_CASES", 2000) / 2);
        var (free, faults) = (new ConcurrentBag<FuzzRuns>(), new ConcurrentQueue<string>());
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, cases, async (number, _) =>
        {
            if (faults.Count >= MostFaults)
                return;

            var runs = free.TryTake(out var idle) ? idle : new FuzzRuns(arguments);
            if (await runs.FaultAsync(new Random(seed + number)) is { } fault)
                faults.Enqueue($"seed {seed + number}: {fault}");

            free.Add(runs);
        });
        var (accepted, slowest) = (free.Sum(runs => runs.Accepted), free.Max(runs => runs.Slowest));
        foreach (var runs in free)
            runs.Dispose();

        await TestContext.Progress.WriteLineAsync(
            $"{module}: {cases} arguments files, {accepted} of them accepted, {cases / watch.Elapsed.TotalSeconds:0} a second, "
            + $"the slowest in {slowest.TotalMilliseconds:0} ms, {faults.Count} faults");
        Assert.That(faults, Is.Empty);
        Assert.That(accepted, Is.GreaterThan(cases / 3), "accepted, and shown to a store");
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
