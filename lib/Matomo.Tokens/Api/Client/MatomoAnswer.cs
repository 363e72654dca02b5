using System.Net;
using Newtonsoft.Json.Linq;

namespace Matomo.Tokens.Api.Client;

/// <summary>What a method of Matomo's API answered: a value or a refusal.</summary>
/// <param name="Call">What was asked.</param>
/// <param name="Status">
/// 200: answers and most refusals. 400: 5.x lacks the method; 5.7 and later: a parameter is missing, empty or of the wrong type. 401: the
/// two-factor code is missing or rejected; 5.x: the token is invalid or expired, or may not do this (core/NoAccessException.php), or the
/// address is not allowed. 403: 5.x blocks this login after failed logins from anywhere. 500: raised before the method ran (locked out, no
/// database).
/// </param>
/// <param name="Body">The JSON body.</param>
internal sealed record MatomoAnswer(MatomoCall Call, HttpStatusCode Status, JToken Body)
{
    /// <summary>As <see cref="ApiOptions.Conceal"/>.</summary>
    public Func<string, string> Conceal { get; init; } = text => text;

    /// <summary>Whether Matomo refused, whatever the reason: <c>{"result":"error","message":"…"}</c>.</summary>
    public bool IsRefusal => First is JObject members && members["result"] is JValue { Value: "error" };

    /// <summary>Status and message, which is in the language of the installation.</summary>
    public string Words => $"HTTP {Status:D}, {Quote}";

    /// <summary>Matomo's own words.</summary>
    public string Quote => Text.Length == 0 ? "without a message" : $"\"{Printable.Line(Conceal(Text))}\"";

    /// <summary>Whether the answer is a value: <c>{"value":…}</c>.</summary>
    public bool IsValue => Value is not null;

    /// <summary>The value when it is a text, else null.</summary>
    public string? ValueText => Value?.Value as string;

    /// <summary>Whether the answer is a value that PHP takes for true: true, 1 or "1".</summary>
    public bool IsTrue => IsTruthy(Value);

    private JValue? Value => Body is JObject members ? members["value"] as JValue : null;

    private string Text => First is JObject members && members["message"] is JValue { Value: string text } ? text : "";

    // A bulk request of one answers a list of one.
    private JToken First => Body is JArray { Count: > 0 } list ? list[0] : Body;

    /// <summary>Whether Matomo's words hold a name, or something that was sent: both are the same in every language.</summary>
    public bool Names(string word) => Text.Contains(word, StringComparison.Ordinal);

    /// <summary>A member of an answer that describes one thing, in an object or (3.x, 4.x) a list of one.</summary>
    public bool HasTrue(string member) => First is JObject members && IsTruthy(members[member] as JValue);

    /// <summary>A member of each thing that the answer lists; null where it is no text. Empty where the answer lists nothing.</summary>
    public List<string?> TextsOf(string member) =>
        IsRefusal || Body is not JArray list ? [] : [.. list.OfType<JObject>().Select(thing => (thing[member] as JValue)?.Value as string)];

    private static bool IsTruthy(JValue? value) => value?.Value is true or 1L or "1";
}
