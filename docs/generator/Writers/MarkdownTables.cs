using Ansible.Modules;
using Ansible.Modules.Arguments;

namespace MatomoToken.Documentation.Writers;

/// <summary>
/// Writes a module's options and results as tables of Markdown, for a document. In texts, words with an underscore are marked as
/// code.
/// </summary>
internal static class MarkdownTables
{
    /// <summary>
    /// A table of options. Options inside one that the table has under the same name are named there, others have rows of their
    /// own.
    /// </summary>
    /// <param name="spec">The options, and the rules between them.</param>
    /// <returns>The table, with a line break at its end.</returns>
    public static string Options(ArgumentSpec spec) => Options(spec, (spec ?? throw new ArgumentNullException(nameof(spec))).Options);

    /// <summary>A table of some of a module's options.</summary>
    /// <param name="spec">All options, and the rules between them.</param>
    /// <param name="shown">Those to show.</param>
    /// <returns>The table, with a line break at its end.</returns>
    public static string Options(ArgumentSpec spec, IEnumerable<ArgumentOption> shown)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(shown);
        var rows = shown.ToList();
        var names = rows.Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
        var table = new StringBuilder("| option | type, choices, default | meaning |\n|---|---|---|\n");
        foreach (var option in rows)
            AppendOption(table, spec, option, names, place: "");

        return table.ToString();
    }

    /// <summary>
    /// A table of results. Fields inside one that are the same at the top are named there, others have rows of their own.
    /// </summary>
    /// <param name="values">The fields of the result.</param>
    /// <returns>The table, with a line break at its end.</returns>
    public static string Returns(IReadOnlyList<ReturnValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var table = new StringBuilder("| result | type | returned | meaning |\n|---|---|---|---|\n");
        foreach (var value in values)
            AppendReturn(table, value, values, place: "");

        return table.ToString();
    }

    private static void AppendOption(StringBuilder table, ArgumentSpec spec, ArgumentOption option, HashSet<string> names, string place)
    {
        var inner = option.Options?.Options ?? [];
        var known = inner.Where(suboption => names.Contains(suboption.Name)).Select(suboption => suboption.Name).ToList();
        IEnumerable<string> sentences = [.. option.Description, .. OptionText.RulesOf(spec, option)];
        table.Append("| ").Append(string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => Code(place + name))));
        table.Append(" | ").Append(string.Join("; ", Facts(option))).Append(" | ");
        table.Append(string.Join(' ', sentences.Select(CodeWords.ForMarkdown))).Append(Known(known)).Append(" |\n");
        foreach (var suboption in inner.Where(suboption => !names.Contains(suboption.Name)))
            AppendOption(table, option.Options!, suboption, names, place + option.Name + Inside(option.Type));
    }

    private static IEnumerable<string> Facts(ArgumentOption option)
    {
        yield return OptionText.TypeOf(option) + (option.Required ? ", required" : "");
        if (option.Choices is { } choices)
            yield return string.Join(", ", choices.Select(choice => Code(OptionText.Spell(choice))));

        if (option.Default is { } value)
            yield return "default " + Code(OptionText.Spell(value));
    }

    private static void AppendReturn(StringBuilder table, ReturnValue value, IReadOnlyList<ReturnValue> top, string place)
    {
        var known = value.Contains.Where(top.Contains).Select(inner => inner.Name).ToList();
        table.Append("| ").Append(Code(place + value.Name)).Append(" | ").Append(OptionText.TypeOf(value));
        table.Append(" | ").Append(CodeWords.ForMarkdown(value.Returned)).Append(" | ");
        table.Append(string.Join(' ', value.Description.Select(CodeWords.ForMarkdown)));
        table.Append(OneOf(value.Choices)).Append(Known(known)).Append(" |\n");
        foreach (var inner in value.Contains.Where(inner => !top.Contains(inner)))
            AppendReturn(table, inner, top, place + value.Name + Inside(value.Type));
    }

    private static string OneOf(IReadOnlyList<object>? choices) =>
        choices is null ? "" : $" One of {string.Join(", ", choices.Select(choice => Code(OptionText.Spell(choice))))}.";

    private static string Known(List<string> names) => names.Count == 0 ? "" : $" As here: {string.Join(", ", names.Select(Code))}.";

    private static string Inside(ArgumentType type) => type == ArgumentType.List ? "[]." : ".";

    private static string Code(string text) => $"`{text}`";
}
