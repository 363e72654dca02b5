using Matomo.StandIn;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace Soak;

/// <summary>A signal at a random time, over the API: the next run ends with a live value in the file. Only a run that is killed outright
/// between Matomo's answer and the pending file leaves a token whose value nobody has.</summary>
internal sealed class ApiKills : IAttack
{
    /// <summary>A run takes about so long.</summary>
    private const int Milliseconds = 150;

    // Those that a run can answer, or does not notice.
    private static readonly string[] Gentle = ["TERM", "INT", "HUP", "PIPE"];

    public async Task RunAsync(Random random, Counts counts)
    {
        var root = Directory.CreateTempSubdirectory("matomo_token-soak-");
        await using var matomo = await MatomoStandIn.StartAsync(new StandInOptions());
        var signal = random.Of(Kills.Signals);
        var delay = TimeSpan.FromMilliseconds(random.NextDouble() * Milliseconds);
        List<string> story = [$"over the API, SIG{signal} after {delay.TotalMilliseconds:0.0} ms"];
        try
        {
            var file = Path.Combine(root.FullName, "a.token");
            var arguments = Write(root, matomo.Url, file);
            var (isAlive, outcome) = await Kills.KillAsync(arguments, signal, delay);
            counts.Count(isAlive ? $"kills by SIG{signal}, over the API" : "runs that were over before their signal");
            story.Add($"the run ended with {outcome.ExitCode}: {outcome.Output}{outcome.Error}");
            var next = await new Command(Programs.MatomoToken, arguments).RunAsync();
            AssertMended(root, matomo, file, next);
            var lost = matomo.Tokens.Rows.Count - 1;
            if (lost > 0 && (lost > 1 || Gentle.Contains(signal)))
                throw new LossException($"{lost} tokens whose value nobody has");

            if (lost > 0)
                counts.Count("tokens of which only Matomo's answer told, over the API");
        }
        catch (LossException loss)
        {
            counts.Report(story, loss.Message);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo root, Uri url, string file)
    {
        var path = Path.Combine(root.FullName, "arguments.json");
        File.WriteAllText(path, new JObject
        {
            ["url"] = url.ToString(),
            ["login"] = "alice",
            ["password"] = "alice-password",
            ["description"] = "Soak",
            ["token_file"] = file,
        }.ToString());
        return path;
    }

    private static void AssertMended(DirectoryInfo root, MatomoStandIn matomo, string file, Outcome next)
    {
        if (next.ExitCode != 0)
            throw new LossException($"the next run: {next.Everything}");

        if (matomo.Tokens.Find(File.ReadAllText(file)) is null)
            throw new LossException("the file holds no live value");

        var left = root.EnumerateFiles(".*").Select(one => one.Name).ToList();
        if (left.Count > 0)
            throw new LossException($"left behind: {string.Join(", ", left)}");
    }
}
