using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>What Ansible reports of a play.</summary>
internal sealed class Play(Outcome outcome)
{
    private readonly Lazy<JObject> _report = new(() => outcome.Output.TrimEnd().Split('\n')[^1] is ['{', ..] line
        ? JObject.Parse(line)
        : throw new AssertionException($"Ansible did not report: {outcome.Everything}"));

    public int ExitCode => outcome.ExitCode;

    public string Everything => outcome.Everything;

    public IEnumerable<JObject> Results => _report.Value["results"]!.Cast<JObject>();

    public JObject FirstResult => Result(0);

    public JObject LastResult => (JObject)_report.Value["results"]!.Last!;

    /// <summary>The name of each play, and the number of tasks that changed something in it.</summary>
    public IReadOnlyList<(string Name, int Changed)> Plays =>
        [.. _report.Value["plays"]!.Select(play => ((string)play["name"]!, (int)play["changed"]!))];

    /// <summary>What the tasks say, those in loops too.</summary>
    public IReadOnlyList<string> Messages =>
    [
        .. _report.Value["results"]!.SelectMany(result => result.SelectTokens("$..msg")).OfType<JValue>().Select(value => value.ToString()),
    ];

    /// <summary>The sum over all hosts of: ok, changed, failures, unreachable, skipped.</summary>
    public int Count(string what) => (int)_report.Value["counts"]![what]!;

    public JObject Result(int task) => (JObject)_report.Value["results"]![task]!;
}
