namespace Ansible.Modules.CommandLine;

/// <summary>What <c>--help</c> prints, made from the specification.</summary>
internal static class HelpText
{
    public const int Width = 90;

    public static string Of(IAnsibleModule module)
    {
        var text = new StringBuilder();
        text.Append(module.Name).Append(" - ").Append(module.Summary).Append("\n\n");
        foreach (var paragraph in module.Description)
        {
            AppendParagraph(text, paragraph, indent: 0);
            text.Append('\n');
        }

        text.Append("Usage:\n  ").Append(CommandLineParser.Usage(module.Name)).Append("\n\n");
        text.Append(
            """
              FILE       file that holds the options as one JSON object; - is standard input
              --check    say what would change, change nothing
              --diff     show what changes
              --pretty   indent the answer
              --help     print this text
              --version  print the version

            Options (= is required):

            """);
        AppendOptions(text, module.Arguments, indent: 2);
        if (module.Returns is { Count: > 0 } returns)
        {
            text.Append("\nResult:\n");
            AppendReturns(text, returns, returns, indent: 2);
        }

        return text.ToString();
    }

    private static void AppendOptions(StringBuilder text, ArgumentSpec spec, int indent)
    {
        foreach (var option in spec.Options)
        {
            var lines = option.Description.Concat(OptionText.RulesOf(spec, option)).Concat(FactsOf(option));
            AppendEntry(text, indent, option.Required ? '=' : '-', option.Name, OptionText.TypeOf(option), lines);
            if (option.Options is { } inner)
                AppendOptions(text, inner, indent + 4);
        }
    }

    // What has been said of a field of the same name at the top is not said again.
    private static void AppendReturns(StringBuilder text, IReadOnlyList<ReturnValue> returns, IReadOnlyList<ReturnValue> top, int indent)
    {
        foreach (var value in returns)
        {
            var lines = value.Description.Concat(Choices(value.Choices));
            AppendEntry(text, indent, '-', value.Name, OptionText.TypeOf(value), lines);
            AppendReturns(text, [.. value.Contains.Where(inner => !top.Contains(inner))], top, indent + 4);
        }
    }

    private static void AppendEntry(StringBuilder text, int indent, char mark, string name, string type, IEnumerable<string> lines)
    {
        text.Append('\n').Append(' ', indent).Append(mark).Append(' ').Append(name).Append(" (").Append(type).Append(")\n");
        foreach (var line in lines)
            AppendParagraph(text, line, indent + 4);
    }

    private static IEnumerable<string> FactsOf(ArgumentOption option)
    {
        foreach (var line in Choices(option.Choices))
            yield return line;

        if (option.Default is { } value)
            yield return "Default: " + OptionText.Spell(value);

        if (option.Aliases.Count > 0)
            yield return "Aliases: " + string.Join(", ", option.Aliases);
    }

    private static IEnumerable<string> Choices(IReadOnlyList<object?>? choices) =>
        choices is null ? [] : ["Choices: " + string.Join(", ", choices.Select(OptionText.Spell))];

    private static void AppendParagraph(StringBuilder text, string paragraph, int indent)
    {
        var column = 0;
        foreach (var word in paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            var gap = column == 0 ? indent : 1;
            text.Append(' ', gap).Append(word);
            column += gap + word.Length;
        }

        text.Append('\n');
    }
}
