using System.Text.Encodings.Web;
using System.Text.Json;
using Ansible.Modules;

namespace MatomoToken.Documentation.Writers;

/// <summary>Writes dictionaries, lists and scalars as YAML that people can read: blocks, long texts folded, others in quotes.</summary>
internal static class YamlOutput
{
    private const int Step = 2;

    // ansible-lint, which finds the files in users' projects, takes lines of 160.
    private const int Width = 140;
    private const int LongestOnOneLine = 100;

    // What YAML 1.1 reads as something else than a string.
    private static readonly string[] Words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

    public static string Of(OrderedDictionary<string, object?> document)
    {
        var text = new StringBuilder("---\n");
        WriteMembers(text, document, indent: 0);
        return text.ToString();
    }

    private static void WriteMembers(
        StringBuilder text, IReadOnlyCollection<KeyValuePair<string, object?>> map, int indent, bool isFirstIndented = true)
    {
        var isIndented = isFirstIndented;
        foreach (var (name, value) in map)
        {
            text.Append(' ', isIndented ? indent : 0).Append(Key(name)).Append(':');
            WriteValue(text, value, indent);
            isIndented = true;
        }
    }

    private static void WriteValue(StringBuilder text, object? value, int indent)
    {
        switch (value)
        {
            case IReadOnlyCollection<KeyValuePair<string, object?>> { Count: > 0 } map:
                text.Append('\n');
                WriteMembers(text, map, indent + Step);
                break;
            case IReadOnlyCollection<object?> { Count: > 0 } list:
                text.Append('\n');
                WriteElements(text, list, indent + Step);
                break;
            case string lines when IsBlock(lines):
                text.Append(" |\n");
                WriteLines(text, lines, indent + Step);
                break;
            case string { Length: > LongestOnOneLine } sentence when IsFoldable(sentence):
                text.Append(" >-\n");
                WriteFolded(text, sentence, indent + Step);
                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void WriteElements(StringBuilder text, IReadOnlyCollection<object?> list, int indent)
    {
        foreach (var element in list)
        {
            text.Append(' ', indent).Append('-');
            if (element is IReadOnlyCollection<KeyValuePair<string, object?>> { Count: > 0 } map)
            {
                text.Append(' ');
                WriteMembers(text, map, indent + Step, isFirstIndented: false);
            }
            else
            {
                WriteValue(text, element, indent);
            }
        }
    }

    private static bool IsBlock(string text) =>
        text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal) && text[0] is not (' ' or '\t' or '\n');

    private static void WriteLines(StringBuilder text, string lines, int indent)
    {
        foreach (var line in lines[..^1].Split('\n'))
            text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
    }

    private static bool IsFoldable(string text) =>
        text.Trim() == text && !text.Contains("  ", StringComparison.Ordinal) && !text.Any(char.IsControl);

    private static void WriteFolded(StringBuilder text, string sentence, int indent)
    {
        var length = 0;
        foreach (var word in sentence.Split(' '))
        {
            var continues = length > 0 && length + 1 + word.Length <= Width;
            if (length > 0 && !continues)
                text.Append('\n');

            text.Append(' ', continues ? 1 : indent).Append(word);
            length = (continues ? length + 1 : indent) + word.Length;
        }

        text.Append('\n');
    }

    private static string Key(string name) => IsPlain(name) ? name : Scalar(name);

    private static bool IsPlain(string name) => name.Length > 0
        && char.IsAsciiLetter(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        && !Words.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        string text => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
        IReadOnlyCollection<object?> => "[]",
        _ => OptionText.Spell(value),
    };
}
