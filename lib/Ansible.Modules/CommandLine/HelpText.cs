using System.Text;
using Ansible.Modules.Json;
using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.CommandLine;

/// <summary>What <c>--help</c> prints, made from the specification.</summary>
internal static class HelpText
{
    public static string Of(IAnsibleModule module)
    {
        var text = new StringBuilder();
        text.Append(module.Name).Append(" - ").Append(module.Summary).Append("\n\n");
        foreach (var paragraph in module.Description)
        {
            TextColumn.Append(text, paragraph, indent: 0);
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
        return text.ToString();
    }

    private static void AppendOptions(StringBuilder text, ArgumentSpec spec, int indent)
    {
        foreach (var option in spec.Options)
        {
            text.Append('\n').Append(' ', indent).Append(option.Required ? "= " : "- ").Append(option.Name);
            text.Append(" (").Append(TypeOf(option)).Append(")\n");
            foreach (var line in option.Description.Concat(FactsOf(option)))
            {
                TextColumn.Append(text, line, indent + 4);
            }

            if (option.Options is { } inner)
            {
                AppendOptions(text, inner, indent + 4);
            }
        }
    }

    private static string TypeOf(ArgumentOption option) =>
        TypeConversion.NameOf(option.Type) + (option.Elements is { } elements ? $" of {TypeConversion.NameOf(elements)}" : "") +
        (option.NoLog ? ", secret" : "");

    private static IEnumerable<string> FactsOf(ArgumentOption option)
    {
        if (option.Choices is { } choices)
        {
            yield return "Choices: " + string.Join(", ", choices.Select(Spell));
        }

        if (option.Default is { } value)
        {
            yield return "Default: " + Spell(value);
        }

        if (option.Aliases.Count > 0)
        {
            yield return "Aliases: " + string.Join(", ", option.Aliases);
        }
    }

    private static string Spell(object? value) => JsonValue.From(value) switch
    {
        true => "true",
        false => "false",
        var other => PythonText.Str(other),
    };
}
