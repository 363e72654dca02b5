using Newtonsoft.Json.Linq;

namespace Matomo.Tokens.Api.Client;

/// <summary>What a method of Matomo's API answered: a value or a refusal.</summary>
/// <param name="Status">The HTTP status. Most refusals have 200.</param>
/// <param name="Body">The JSON body.</param>
internal sealed record MatomoAnswer(int Status, JToken Body)
{
    /// <summary>Whether Matomo refused, whatever the reason: <c>{"result":"error","message":"…"}</c>.</summary>
    public bool IsRefusal => First is JObject members && members["result"] is JValue { Value: "error" };

    /// <summary>Matomo's own words, in the language of the installation.</summary>
    public string Message => Printable.Line(Text);

    /// <summary>Whether Matomo's words hold a name, or something that was sent: both are the same in every language.</summary>
    public bool Names(string word) => Text.Contains(word, StringComparison.Ordinal);

    /// <summary>The value of <c>{"value":…}</c>; null where the answer has another shape.</summary>
    public JValue? Value => Body is JObject members ? members["value"] as JValue : null;

    /// <summary>Whether the answer is a value that PHP takes for true: true, 1 or "1".</summary>
    public bool IsTrue => IsTruthy(Value);

    /// <summary>A member of an answer that describes one thing, in an object or (3.x, 4.x) a list of one.</summary>
    public bool HasTrue(string member) => First is JObject members && IsTruthy(members[member] as JValue);

    /// <summary>A member of each thing that the answer lists; null where it is no text. Empty where the answer lists nothing.</summary>
    public IEnumerable<string?> TextsOf(string member) => IsRefusal || Body is not JArray list ? [] : list.OfType<JObject>().Select(thing => (thing[member] as JValue)?.Value as string);

    private string Text => First is JObject members && members["message"] is JValue { Value: string text } ? text : "";

    // A bulk request of one answers a list of one.
    private JToken First => Body is JArray { Count: > 0 } list ? list[0] : Body;

    private static bool IsTruthy(JValue? value) => value?.Value is true or 1L or "1";
}
