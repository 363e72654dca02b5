using System.Buffers;
using System.Text.RegularExpressions;

namespace Ansible.Modules.Json;

/// <summary>
/// Refuses what JsonTextReader reads although it is not JSON: comments, single quotes, bare words, needless commas, numbers
/// in other notations, unknown escapes, line breaks in strings. NaN, Infinity and -Infinity pass, as in Python's json.
/// </summary>
internal static partial class StrictJson
{
    private const string Structure = "{}[]:, \t\r\n";
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(Structure + '"');

    /// <exception cref="JsonFaultException">The text holds such a thing.</exception>
    public static void Check(string text)
    {
        var previous = '\0';
        for (var index = 0; index < text.Length;)
        {
            var character = text[index];
            var end = index + 1;
            if (character == '"')
                end = EndOfString(text, index);
            else if (!Structure.Contains(character, StringComparison.Ordinal))
                end = EndOfWord(text, index);
            else if (character is ',' or ']' or '}' && IsNeedlessComma(previous, character))
                throw Fault(text, index, "a value is missing beside a comma");

            previous = char.IsWhiteSpace(character) ? previous : character;
            index = end;
        }
    }

    private static bool IsNeedlessComma(char previous, char character) =>
        previous == ',' || (character == ',' && previous is '[' or '{' or ':');

    private static int EndOfString(string text, int start)
    {
        for (var index = start + 1; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '"':
                    return index + 1;
                case '\\' when !EscapePattern().IsMatch(text.AsSpan(index, Math.Min(6, text.Length - index))):
                    throw Fault(text, index, "a backslash begins no known escape");
                case '\\':
                    index++;
                    break;
                case < ' ':
                    throw Fault(text, index, "a control character stands in a string");
            }
        }

        throw Fault(text, text.Length, "the text ends inside a string");
    }

    private static int EndOfWord(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAny(WordEnds);
        var end = length < 0 ? text.Length : start + length;
        return WordPattern().IsMatch(text.AsSpan(start, end - start))
            ? end
            : throw Fault(text, start, "neither a string in double quotes nor a number, true, false or null");
    }

    private static JsonFaultException Fault(string text, int index, string reason)
    {
        var before = text.AsSpan(0, index);
        return JsonFaultException.At(before.Count('\n') + 1, index - before.LastIndexOf('\n'), reason);
    }

    [GeneratedRegex(@"\A\\([""\\/bfnrt]|u[0-9a-fA-F]{4})", RegexOptions.ExplicitCapture)]
    private static partial Regex EscapePattern();

    [GeneratedRegex(@"\A(-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex WordPattern();
}
