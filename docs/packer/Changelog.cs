using System.Text.RegularExpressions;
using MatomoToken.Documentation.Writers;

namespace MatomoToken.Collection;

/// <summary>CHANGELOG.md in the form of antsibull-changelog, which Galaxy and the makers of Ansible's package read.</summary>
internal static partial class Changelog
{
    private const string Unreleased = "Unreleased";

    // Keep a Changelog's headings, and antsibull's categories.
    private static readonly Dictionary<string, string> Categories = new()
    {
        ["Added"] = "minor_changes",
        ["Changed"] = "breaking_changes",
        ["Deprecated"] = "deprecated_features",
        ["Removed"] = "removed_features",
        ["Fixed"] = "bugfixes",
        ["Security"] = "security_fixes",
    };

    /// <summary>changelogs/changelog.yaml.</summary>
    /// <param name="markdown">CHANGELOG.md.</param>
    /// <param name="version">The version that is made: its changes are those that are not released yet, unless they are.</param>
    /// <exception cref="InvalidDataException">A heading is none of Keep a Changelog's, or a line belongs to no change.</exception>
    public static string ToYaml(string markdown, string version)
    {
        var releases = new OrderedDictionary<string, object?>();
        foreach (var section in Heading(2).Split(markdown).Skip(1))
        {
            var (title, changes) = Divide(section);
            var (name, date) = title.Split(" - ") is [var first, var second] ? (first, second) : (title, null);
            var release = name.Trim('[', ']');
            if (release == Unreleased && (changes.Trim().Length == 0 || markdown.Contains($"\n## [{version}]", StringComparison.Ordinal)))
                continue;

            releases.Add(release == Unreleased ? version : release, Release(changes, date));
        }

        return YamlOutput.Of(new() { ["ancestor"] = null, ["releases"] = releases });
    }

    private static OrderedDictionary<string, object?> Release(string text, string? date)
    {
        var changes = new OrderedDictionary<string, object?>();
        foreach (var section in Heading(3).Split(text).Skip(1))
        {
            var (title, lines) = Divide(section);
            if (!Categories.TryGetValue(title, out var category))
                throw new InvalidDataException($"CHANGELOG.md: \"{title}\" is no heading of Keep a Changelog.");

            changes.Add(category, Items(lines));
        }

        var release = new OrderedDictionary<string, object?> { ["changes"] = changes };
        if (date is not null)
            release["release_date"] = date;

        return release;
    }

    private static List<object?> Items(string text)
    {
        var items = new List<object?>();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
                items.Add(ToRst(line[2..].Trim()));
            else if (line.StartsWith("  ", StringComparison.Ordinal) && items.Count > 0)
                items[^1] += " " + ToRst(line.Trim());
            else
                throw new InvalidDataException($"CHANGELOG.md: this line belongs to no change: {line}");
        }

        return items;
    }

    private static (string Title, string Text) Divide(string section) =>
        section.Split('\n', 2) is [var title, var rest] ? (title.Trim(), rest) : (section.Trim(), "");

    private static string ToRst(string markdown) => Link().Replace(Code().Replace(markdown, "``$1``"), "`$1 <$2>`__");

    private static Regex Heading(int level) => new($"^{new string('#', level)} ", RegexOptions.Multiline);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();
}
