using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

/// <summary>Names and values with the placeholders of the recordings still in them.</summary>
/// <param name="Body">In place of a form.</param>
/// <param name="From">The address that it came from.</param>
public sealed record RecordedRequest(
    string Verb,
    string Path,
    IReadOnlyList<(string Name, string Value)> Query,
    IReadOnlyList<(string Name, string Value)> Form,
    byte[]? Body,
    IReadOnlyDictionary<string, string> Headers,
    string From)
{
    public static RecordedRequest Of(JToken entry) => new(
        (string)entry["verb"]!,
        (string)entry["path"]!,
        Pairs(entry["query"]),
        Pairs(entry["form"]),
        entry["body"] switch
        {
            JObject encoded => Convert.FromBase64String((string)encoded["base64"]!),
            JValue { Value: string text } => System.Text.Encoding.UTF8.GetBytes(text),
            _ => null,
        },
        entry["headers"]!.ToObject<Dictionary<string, string>>()!,
        (string?)entry["from"] ?? "127.0.0.1");

    private static IReadOnlyList<(string Name, string Value)> Pairs(JToken? list) =>
    [
        .. (list as JArray ?? []).Select(pair => ((string)pair[0]!, (string)pair[1]!)),
    ];
}
