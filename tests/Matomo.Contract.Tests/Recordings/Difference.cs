using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

/// <summary>Something that a replayed exchange did otherwise.</summary>
public sealed record Difference(string Exchange, string What, string Recorded, string Actual)
{
    /// <summary>JSON is compared to the byte; of a page only that it is one.</summary>
    public static IEnumerable<Difference> Between(
        Exchange exchange, RecordedResponse actual, JObject effect, Placeholders placeholders, int repetition)
    {
        var recorded = exchange.Response;
        if (recorded.Status != actual.Status)
            yield return new(exchange.Name, "status", $"{recorded.Status}", $"{actual.Status}");

        if (!recorded.ContentType.Equals(actual.ContentType, StringComparison.OrdinalIgnoreCase))
            yield return new(exchange.Name, "content type", recorded.ContentType, actual.ContentType);

        if (placeholders.Expand(recorded.Location ?? "") != (actual.Location ?? ""))
            yield return new(exchange.Name, "location", recorded.Location ?? "", actual.Location ?? "");

        if (recorded.IsJson && !placeholders.Match(recorded.Body, actual.Body, repetition))
            yield return new(exchange.Name, "body", recorded.Body, actual.Body);

        var expected = placeholders.Expand(exchange.Effect.ToString(Formatting.None));
        if (!JToken.DeepEquals(Parsed(expected), Parsed(effect.ToString())))
            yield return new(exchange.Name, "effect", expected, effect.ToString(Formatting.None));
    }

    public override string ToString() => $"{Exchange}: {What}\n    recorded {Recorded}\n    stand-in {Actual}";

    private static JToken Parsed(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }
}
