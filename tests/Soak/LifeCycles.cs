using Matomo.TestDatabase;
using Newtonsoft.Json;

namespace Soak;

/// <summary>
/// Random tasks, one after the other, with a meddler between them. After each: check mode told the truth and changed nothing, a second run
/// changes nothing, other rows are untouched, and file and row agree.
/// </summary>
internal sealed class LifeCycles(DatabaseServer server) : IAttack
{
    private const int Steps = 15;

    public async Task RunAsync(Random random, Counts counts)
    {
        using var site = new Site(server);
        var meddler = new Meddler(site, random);
        try
        {
            for (var number = 1; number <= Steps; number++)
            {
                if (random.OneIn(2))
                    site.Story.Add($"the meddler {meddler.Meddle()}");

                var step = new Step(site, RandomTask.Of(site, random));
                site.Story.Add($"task {step.Task.ToString(Formatting.None)}");
                counts.Count($"steps of life cycles that {await step.RunAsync()}");
            }
        }
        catch (LossException loss)
        {
            counts.Report(site.Story, loss.Message);
        }
    }
}
