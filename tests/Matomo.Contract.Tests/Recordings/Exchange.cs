using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

/// <param name="Sql">Done right before the request.</param>
/// <param name="Times">Asked so often, each time with this answer and effect.</param>
public sealed record Exchange(
    string Name, IReadOnlyList<string> Sql, int Times, RecordedRequest Request, RecordedResponse Response, JObject Effect)
{
    public static Exchange Of(JToken entry) => new(
        (string)entry["name"]!,
        entry["sql"] switch { JArray list => [.. list.Values<string>().OfType<string>()], { } one => [(string)one!], null => [] },
        (int?)entry["times"] ?? 1,
        RecordedRequest.Of(entry["request"]!),
        RecordedResponse.Of(entry["response"]!),
        (JObject)entry["effect"]!);
}
