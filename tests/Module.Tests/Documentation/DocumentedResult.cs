using System.Text.Json;
using System.Text.Json.Nodes;
using Ansible.Modules;
using Ansible.Modules.Arguments;

namespace MatomoToken.Tests.Documentation;

/// <summary>Holds an answer against what is documented of results.</summary>
internal static class DocumentedResult
{
    // Of every module, and so documented by Ansible.
    private static readonly string[] Common = ["changed", "failed", "warnings", "deprecations", "diff", "invocation", "exception"];

    /// <summary>Fails when the answer holds what is not documented, or lacks what is.</summary>
    public static void Check(IAnsibleModule module, string text)
    {
        var answer = JsonNode.Parse(text)!.AsObject();
        var returns = module.Returns;
        Assert.That(Undocumented(answer, returns).Where(place => !Common.Contains(place)), Is.Empty, $"not as documented, in {text}");
        var kind = answer.ContainsKey("failed") ? "failure" : answer.ContainsKey("results") ? "success" : "success, without tokens";
        var missing = returns.Where(value => IsOf(kind, value.Returned) && !answer.ContainsKey(value.Name));
        Assert.That(missing.Select(value => value.Name), Is.Empty, $"documented, but not in {text}");
    }

    private static bool IsOf(string kind, string returned) =>
        returned == kind || (kind.StartsWith("success", StringComparison.Ordinal) && returned == "success");

    private static IEnumerable<string> Undocumented(JsonObject found, IReadOnlyList<ReturnValue> documented)
    {
        foreach (var (name, value) in found)
        {
            if (documented.SingleOrDefault(other => other.Name == name) is not { } said)
            {
                yield return name;
                continue;
            }

            if (value is not null && !Fits(value, said.Type))
                yield return $"{name}, which is {value.GetValueKind()}";

            var inner = value switch { JsonArray list => list.OfType<JsonObject>(), JsonObject one => [one], _ => [] };
            foreach (var fault in inner.SelectMany(element => Undocumented(element, said.Contains).Concat(Missing(element, said.Contains))))
                yield return $"{name}.{fault}";
        }
    }

    private static IEnumerable<string> Missing(JsonObject found, IReadOnlyList<ReturnValue> documented) =>
        documented.Where(value => !found.ContainsKey(value.Name)).Select(value => value.Name + " is missing");

    private static bool Fits(JsonNode value, ArgumentType type) => type switch
    {
        ArgumentType.Str => value.GetValueKind() == JsonValueKind.String,
        ArgumentType.Bool => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        ArgumentType.Int => value.GetValueKind() == JsonValueKind.Number,
        ArgumentType.List => value is JsonArray,
        ArgumentType.Dict => value is JsonObject,
        _ => false,
    };
}
