namespace Ansible.Modules.CommandLine;

/// <summary>What <c>--help</c> prints, made from the specification.</summary>
internal static class HelpText
{
    public const int Width = 80;
    public const string Everything = "all";

    private const string Flags =
        """
          FILE           the options as one JSON object; - is standard input
          --check        say what would change, change nothing
          --diff         show what changes
          --pretty       indent the answer
          --verbose      repeat the options in the answer
          --help OPTION  explain an option or a field of the answer; all explains all
          --version      print the version

        """;

    /// <param name="module">The module.</param>
    /// <param name="topic">An option or a field of the result, or all; empty for how to call the module, on one screen.</param>
    /// <exception cref="ModuleFailedException">Nothing is called so.</exception>
    public static string Of(IAnsibleModule module, string topic) => topic switch
    {
        "" => OneScreen(module),
        Everything => All(module),
        _ => About(module, topic),
    };

    private static string OneScreen(IAnsibleModule module)
    {
        var text = new StringBuilder();
        text.Append(module.Name).Append(" - ").Append(module.Summary).Append("\n\n");
        text.Append("Usage: ").Append(CommandLineParser.Usage(module.Name)).Append('\n').Append(Flags);
        if (module.Examples.Length > 0)
            text.Append("\nExamples:\n  ").Append(module.Examples.ReplaceLineEndings("\n  ")).Append('\n');

        var groups = module.Arguments.Options.GroupBy(option => option.Group).ToList();
        var indent = groups.Select(group => group.Key.Length).DefaultIfEmpty().Max() is > 0 and var longest ? longest + 4 : 2;
        text.Append("\nOptions:\n");
        foreach (var group in groups)
        {
            var names = group.Select(option => option.Required ? option.Name + " (required)" : option.Name);
            AppendParagraph(text, string.Join(", ", names), indent, "  " + group.Key);
        }

        return text.ToString();
    }

    private static string All(IAnsibleModule module)
    {
        var text = new StringBuilder();
        foreach (var paragraph in module.Description)
        {
            AppendParagraph(text, paragraph, indent: 0);
            text.Append('\n');
        }

        text.Append("Options (= is required):\n");
        foreach (var option in module.Arguments.Options)
            AppendOption(text, module.Arguments, option, indent: 2);

        if (module.Returns is not { Count: > 0 } returns)
            return text.ToString();

        text.Append("\nResult:\n");
        foreach (var value in returns)
            AppendReturn(text, returns, value, indent: 2);

        return text.ToString();
    }

    private static string About(IAnsibleModule module, string topic)
    {
        var text = new StringBuilder();
        var (spec, option) = Within(module.Arguments).FirstOrDefault(
            found => found.Option.Name == topic || found.Option.Aliases.Contains(topic));
        if (option is not null)
            AppendOption(text, spec, option, indent: 0);

        if (Within(module.Returns).FirstOrDefault(value => value.Name == topic) is { } value)
        {
            text.Append("\nIn the answer:\n");
            AppendReturn(text, module.Returns, value, indent: 2);
        }

        return text.Length > 0 ? text.ToString().TrimStart('\n') : throw new ModuleFailedException(
            ModuleFailedException.InvalidArguments, $"There is no option {topic}. {module.Name} --help lists the options.");
    }

    // Those at the top come first.
    private static IEnumerable<(ArgumentSpec Spec, ArgumentOption Option)> Within(ArgumentSpec spec) =>
        spec.Options.Select(option => (spec, option))
            .Concat(spec.Options.SelectMany(option => option.Options is { } inner ? Within(inner) : []));

    private static IEnumerable<ReturnValue> Within(IReadOnlyList<ReturnValue> values) =>
        values.Concat(values.SelectMany(value => Within(value.Contains)));

    private static void AppendOption(StringBuilder text, ArgumentSpec spec, ArgumentOption option, int indent)
    {
        var lines = option.Description.Concat(OptionText.RulesOf(spec, option)).Concat(FactsOf(option));
        AppendEntry(text, indent, option.Required ? '=' : '-', option.Name, OptionText.TypeOf(option), lines);
        if (option.Options is not { } inner)
            return;

        foreach (var suboption in inner.Options)
            AppendOption(text, inner, suboption, indent + 4);
    }

    // What has been said of a field of the same name at the top is not said again.
    private static void AppendReturn(StringBuilder text, IReadOnlyList<ReturnValue> top, ReturnValue value, int indent)
    {
        AppendEntry(text, indent, '-', value.Name, OptionText.TypeOf(value), value.Description.Concat(Choices(value.Choices)));
        foreach (var inner in value.Contains.Where(inner => !top.Contains(inner)))
            AppendReturn(text, top, inner, indent + 4);
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

    private static void AppendParagraph(StringBuilder text, string paragraph, int indent, string lead = "")
    {
        text.Append(lead.PadRight(indent));
        var column = indent;
        foreach (var word in paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > indent && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (column > indent)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
        }

        text.Append('\n');
    }
}
