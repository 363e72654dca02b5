using System.Numerics;
using System.Text.RegularExpressions;

namespace Ansible.Modules.Python;

/// <summary>Values spelled as Python 3 spells them: <c>str()</c>, <c>repr()</c> and <c>type()</c>.</summary>
internal static partial class PythonText
{
    public static string Str(object? value) => value as string ?? Repr(value);

    public static string Repr(object? value) => value switch
    {
        null => "None",
        true => "True",
        false => "False",
        string text => $"{QuoteOf(text)}{Escaped(text)}{QuoteOf(text)}",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number => PythonFloat.Repr(number),
        JsonList or JsonMap => Beginning(value, int.MaxValue),
        _ => throw new ArgumentException($"{value.GetType()} is no JSON value.", nameof(value)),
    };

    /// <summary>What <c>str()</c> begins with, and at least so many characters of it: the rest of a long list is not looked at.</summary>
    public static string Beginning(object? value, int length)
    {
        if (value is not (JsonList or JsonMap))
            return Str(value);

        var text = new StringBuilder();
        AppendBeginning(text, value, length);
        return text.ToString();
    }

    /// <summary>A type as error messages show it: <c>&lt;class 'str'&gt;</c>.</summary>
    public static string TypeOf(object? value) => $"<class '{TypeName(value)}'>";

    public static string TypeName(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        string => "str",
        long or BigInteger => "int",
        double => "float",
        JsonList => "list",
        JsonMap => "dict",
        _ => throw new ArgumentException($"{value.GetType()} is no JSON value.", nameof(value)),
    };

    /// <summary><c>str.strip()</c>, which removes .NET's white space and the four information separators.</summary>
    public static string Strip(string text) => OuterBlanks().Replace(text, "");

    /// <summary>What stands between the quotes of a string's <c>repr()</c>; mostly the very same string.</summary>
    public static string Escaped(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.AsSpan().ContainsAny('\\', '\''))
            return text;

        var quote = QuoteOf(text);
        var spelled = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, index, out var rune))
            {
                AppendRune(spelled, rune, quote);
                index += rune.Utf16SequenceLength;
            }
            else
            {
                spelled.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:x4}");
                index++;
            }
        }

        return spelled.ToString();
    }

    private static void AppendBeginning(StringBuilder text, object? value, int length)
    {
        switch (value)
        {
            case JsonList list:
                text.Append('[');
                for (var index = 0; index < list.Count && text.Length <= length; index++)
                    AppendBeginning(text.Append(index == 0 ? "" : ", "), list[index], length);

                text.Append(']');
                break;
            case JsonMap map:
                text.Append('{');
                for (var index = 0; index < map.Count && text.Length <= length; index++)
                {
                    var (name, member) = map.GetAt(index);
                    AppendBeginning(text.Append(index == 0 ? "" : ", ").Append(Repr(name)).Append(": "), member, length);
                }

                text.Append('}');
                break;
            default:
                text.Append(Repr(value));
                break;
        }
    }

    private static char QuoteOf(string text) => text.Contains('\'') && !text.Contains('"') ? '"' : '\'';

    private static void AppendRune(StringBuilder spelled, Rune rune, char quote)
    {
        _ = rune.Value switch
        {
            '\n' => spelled.Append("\\n"),
            '\r' => spelled.Append("\\r"),
            '\t' => spelled.Append("\\t"),
            '\\' => spelled.Append("\\\\"),
            _ when rune.Value == quote => spelled.Append('\\').Append(quote),
            _ when IsPrintable(rune) => spelled.Append(rune.ToString()),
            <= 0xff => spelled.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            <= 0xffff => spelled.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => spelled.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    [GeneratedRegex(@"\A[\s\x1c-\x1f]+|[\s\x1c-\x1f]+\z")]
    private static partial Regex OuterBlanks();
}
