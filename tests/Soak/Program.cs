using Matomo.TestDatabase;
using Tests.Processes;

namespace Soak;

/// <summary>Attacks the executable for a while, and says whether anything was lost.</summary>
internal static class Program
{
    private const string Usage =
        "soak EXECUTABLE [MINUTES [SEED]]: attacks the executable for 30 minutes, or so many; the seed repeats a run";

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ([_] or [_, _] or [_, _, _])
            || !File.Exists(arguments[0])
            || !double.TryParse(arguments.ElementAtOrDefault(1) ?? "30", CultureInfo.InvariantCulture, out var minutes)
            || !int.TryParse(arguments.ElementAtOrDefault(2) ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture, out var seed))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        Environment.SetEnvironmentVariable(Programs.ExecutableVariable, Path.GetFullPath(arguments[0]));
        Console.WriteLine($"Attacks {arguments[0]} for {minutes} minutes with the seed {seed}.");
        using var server = DatabaseServer.Start();
        var counts = new Counts();
        IAttack[] attacks = [new Kills(server), new ApiKills(), new Faults(server), new LifeCycles(server)];
        var random = new Random(seed);
        var deadline = DateTime.UtcNow.AddMinutes(minutes);
        for (var round = 0; DateTime.UtcNow < deadline && counts.Losses < Counts.MostLosses; round++)
            await attacks[round % attacks.Length].RunAsync(random, counts);

        Console.WriteLine(counts);
        return counts.Losses == 0 ? 0 : 1;
    }
}
