namespace Ansible.Modules.Python;

/// <summary>JSON as Python's <c>json.dumps</c> spells it by default: a blank after each comma and colon, everything outside ASCII escaped.</summary>
internal static class PythonJson
{
    public static string Dumps(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        string characters => Quoted(characters),
        double number when !double.IsFinite(number) => double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
        JsonList list => $"[{string.Join(", ", list.Select(Dumps))}]",
        JsonMap map => $"{{{string.Join(", ", map.Select(member => $"{Quoted(member.Key)}: {Dumps(member.Value)}"))}}}",
        _ => PythonText.Repr(value),
    };

    private static string Quoted(string characters)
    {
        var text = new StringBuilder("\"");
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

        return text.Append('"').ToString();
    }
}
