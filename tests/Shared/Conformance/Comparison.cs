using System.Text.RegularExpressions;
using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Tests.Conformance;

/// <summary>
/// Whether two answers are the same: accepted or refused, why, what was parsed, what is said of it, what is masked, what is logged.
/// </summary>
internal static partial class Comparison
{
    private static readonly string[] Compared = ["failed", "msg", "parsed", "invocation", "warnings", "deprecations", "log"];

    /// <summary>What differs; nothing when they are the same.</summary>
    public static IEnumerable<string> Differences(JsonMap expected, JsonMap actual) =>
        from name in Compared
        let original = Spell(name, expected.GetValueOrDefault(name))
        let ours = Spell(name, actual.GetValueOrDefault(name))
        where original != ours
        select $"{name}\n  original: {original}\n  ours:     {ours}";

    /// <summary>
    /// Where ours shows a secret that the original masks, accepts what it refuses, or parses something else. It may mask more.
    /// </summary>
    public static IEnumerable<string> Exposures(JsonMap expected, JsonMap actual) =>
        from name in Compared
        let original = Spell(name, expected.GetValueOrDefault(name))
        let ours = Spell(name, actual.GetValueOrDefault(name))
        where original != ours && (name is "failed" or "parsed" || ShowsMore(SecretsOf(expected), original, ours))
        select $"{name}\n  original: {original}\n  ours:     {ours}";

    /// <summary>Whether ours shows a secret that the original masks.</summary>
    public static bool ShowsMore(JsonMap expected, JsonMap actual) => Compared.Any(
        name => ShowsMore(SecretsOf(expected), Spell(name, expected.GetValueOrDefault(name)), Spell(name, actual.GetValueOrDefault(name))));

    /// <summary>Whether the arguments were accepted.</summary>
    public static bool Verdict(JsonMap answer) => !answer.ContainsKey("failed") && !answer.ContainsKey("crash");

    /// <summary>How many values, or parts of them, are masked in what was printed.</summary>
    public static int CountMasks(JsonMap answer) =>
        MaskPattern().Count(JsonOutput.Dumps(answer.GetValueOrDefault("invocation")) + answer.GetValueOrDefault("msg"));

    private static string Spell(string name, object? value)
    {
        if (name == "failed")
        {
            // The original masks this, too, when True is a secret.
            return value is null ? "accepted" : "refused";
        }

        var text = value as string ?? JsonOutput.Dumps(value);
        return name == "msg" ? WithoutSupported(text) : text;
    }

    private static IEnumerable<string> SecretsOf(JsonMap expected) => ((JsonList)expected["secrets"]!).Cast<string>();

    private static bool ShowsMore(IEnumerable<string> secrets, string original, string ours) =>
        secrets.Any(secret => CountShown(ours, secret) > CountShown(original, secret));

    private static int CountShown(string text, string secret) =>
        MaskPattern().Replace(text, "").Split(JsonOutput.Dumps(secret)[1..^1], StringSplitOptions.None).Length;

    private static string WithoutSupported(string message) =>
        UnsupportedPattern().Match(message) is { Success: true } unsupported ? unsupported.Groups["names"].Value : message;

    [GeneratedRegex(@"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER|\*{8}")]
    private static partial Regex MaskPattern();

    /// <summary>
    /// Several options nobody knows: the original lists those supported beside one of them, and that one changes from run to run.
    /// </summary>
    [GeneratedRegex(
        @"\A(?<names>Unsupported parameters for .*?, .*?)\. Supported parameters include",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex UnsupportedPattern();
}
