using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

/// <param name="IsIsolated">Each exchange starts from the known state; otherwise they go on from one another.</param>
public sealed record Scenario(
    string Name, string Precondition, bool IsIsolated, IReadOnlyList<string> Sql, JObject Config, IReadOnlyList<Exchange> Exchanges)
{
    public static Scenario Of(JToken entry) => new(
        (string)entry["name"]!,
        (string)entry["precondition"]!,
        (bool)entry["isolated"]!,
        [.. (entry["setup"]?["sql"] ?? new JArray()).Values<string>().OfType<string>()],
        entry["setup"]?["config"] as JObject ?? [],
        [.. entry["exchanges"]!.Select(Exchange.Of)]);
}
