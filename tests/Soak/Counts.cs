namespace Soak;

/// <summary>What was done, and what was lost by it.</summary>
internal sealed class Counts
{
    /// <summary>After so many a run ends: they will have one cause.</summary>
    public const int MostLosses = 10;

    private readonly SortedDictionary<string, int> _done = new(StringComparer.Ordinal);

    public int Losses { get; private set; }

    public void Count(string kind) => _done[kind] = _done.GetValueOrDefault(kind) + 1;

    /// <summary>Reports something that must not be.</summary>
    /// <param name="story">What was done before, step by step.</param>
    /// <param name="loss">What was found then.</param>
    public void Report(IEnumerable<string> story, string loss)
    {
        Losses++;
        Console.WriteLine($"LOST: {loss}\n{string.Concat(story.Select(line => $"    {line}\n"))}");
    }

    public override string ToString()
    {
        var lines = _done.Select(done => $"{done.Value,8:N0} {done.Key}\n");
        return string.Concat(lines) + (Losses == 0 ? "nothing lost" : $"{Losses} lost, see above");
    }
}
