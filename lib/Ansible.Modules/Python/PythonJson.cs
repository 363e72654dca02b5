using System.Globalization;
using System.Text;

namespace Ansible.Modules.Python;

/// <summary>JSON as Python's <c>json.dumps</c> spells it by default: a blank after each comma and colon, everything outside ASCII escaped.</summary>
internal static class PythonJson
{
    public static string Dumps(object? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        _ = value switch
        {
            null => text.Append("null"),
            true => text.Append("true"),
            false => text.Append("false"),
            string characters => AppendString(text, characters),
            double number when !double.IsFinite(number) => text.Append(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"),
            JsonList list => AppendArray(text, list),
            JsonMap map => AppendObject(text, map),
            _ => text.Append(PythonText.Repr(value)),
        };
    }

    private static StringBuilder AppendArray(StringBuilder text, JsonList list)
    {
        text.Append('[');
        for (var index = 0; index < list.Count; index++)
        {
            text.Append(index == 0 ? "" : ", ");
            Append(text, list[index]);
        }

        return text.Append(']');
    }

    private static StringBuilder AppendObject(StringBuilder text, JsonMap map)
    {
        text.Append('{');
        for (var index = 0; index < map.Count; index++)
        {
            var (name, member) = map.GetAt(index);
            AppendString(text.Append(index == 0 ? "" : ", "), name).Append(": ");
            Append(text, member);
        }

        return text.Append('}');
    }

    private static StringBuilder AppendString(StringBuilder text, string characters)
    {
        text.Append('"');
        foreach (var character in characters)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\f' => text.Append("\\f"),
                '\b' => text.Append("\\b"),
                >= ' ' and <= '~' => text.Append(character),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
            };
        }

        return text.Append('"');
    }
}
