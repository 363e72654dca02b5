using System.Collections.Concurrent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

/// <summary>What a real installation answered: one file of tests/Recordings, whose README.md describes it.</summary>
public sealed record Recording(string Version, string Php, string Salt, string Users, JArray MoreTokens, IReadOnlyList<Scenario> Scenarios)
{
    private static readonly ConcurrentDictionary<string, Recording> Read = new();

    public static IReadOnlyList<string> Versions { get; } = ["3.14.1", "4.16.1", "5.3.0-alpha", "5.8.0"];

    public static Recording Of(string version) =>
        Read.GetOrAdd(version, _ => Parse(Path.Combine(AppContext.BaseDirectory, "Recordings", $"{version}.json")));

    private static Recording Parse(string path)
    {
        using var reader = new JsonTextReader(File.OpenText(path)) { DateParseHandling = DateParseHandling.None };
        var file = JObject.Load(reader);
        return new Recording(
            (string)file["matomo"]!,
            (string)file["php"]!,
            (string)file["salt"]!,
            file["users"]!.ToString(),
            (JArray)file["more_tokens"]!,
            [.. file["scenarios"]!.Select(Scenario.Of)]);
    }
}
