using Ansible.Modules;
using Ansible.Modules.Json;

namespace Tests.Conformance;

/// <summary>Where the answers may differ, because ours is the better one. The list is to stay short.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Applies">Whether a pair of answers, the original's and ours, is such a case.</param>
internal sealed record WantedDifference(string Reason, Func<JsonMap, JsonMap, bool> Applies)
{
    private static readonly WantedDifference[] All =
    [
        new(
            "The original dies of an exception, a TypeError in a message for instance. Ours says what is wrong, or takes what is right.",
            (original, ours) => original.ContainsKey("crash")
                && ours.GetValueOrDefault("error_code") is null or ModuleFailedException.InvalidArguments),
        new(
            "The original forgets every secret when it cannot enter a suboption, prints them all, and quotes what stands there, or names "
            + "no option. Ours masks them, and that, and names it.",
            (original, ours) => IsRefused(original) && IsRefused(ours)
                && IsAboutEntering((string)original["msg"]!) && !Comparison.Exposures(original, ours).Any()),
        new(
            "The original also reads a dictionary in a text as Python writes it. Ours takes JSON, and says so.",
            (original, ours) => IsRefused(ours)
                && (IsAboutJson((string)ours["msg"]!)
                    || IsLeftAsText(original.GetValueOrDefault("invocation"), ours.GetValueOrDefault("invocation")))
                && !Comparison.ShowsMore(original, ours)),
    ];

    private static bool IsAboutJson(string message) =>
        message.Contains("unable to evaluate string as dictionary: write it as JSON", StringComparison.Ordinal);

    // Refused for another reason, which is the first: only the arguments show that a text was not read.
    private static bool IsLeftAsText(object? original, object? ours) => (original, ours) switch
    {
        (JsonMap, string) => true,
        (JsonMap map, JsonMap other) => map.Any(member => IsLeftAsText(member.Value, other.GetValueOrDefault(member.Key))),
        (JsonList list, JsonList other) => list.Zip(other).Any(pair => IsLeftAsText(pair.First, pair.Second)),
        _ => false,
    };

    private static bool IsAboutEntering(string message) =>
        message.Contains("' in the sub parameter field '", StringComparison.Ordinal)
        || message is "dictionary requested, could not parse JSON or key=value" or "unable to evaluate string as dictionary"
        || message.StartsWith("dictionary update sequence element", StringComparison.Ordinal);

    private static bool IsRefused(JsonMap answer) => answer.GetValueOrDefault("failed") is true;

    public static bool Excuses(JsonMap original, JsonMap ours) => All.Any(difference => difference.Applies(original, ours));
}
