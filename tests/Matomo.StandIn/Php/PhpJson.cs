namespace Matomo.StandIn.Php;

/// <summary>json_encode without flags: slashes escaped, everything beyond ASCII as \uXXXX.</summary>
internal static class PhpJson
{
    public static string Encode(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        string text => Encode(text),
        PhpArray entries => Encode(entries),
        IEnumerable<object?> list => $"[{string.Join(',', list.Select(Encode))}]",
        _ => throw new ArgumentException($"{value.GetType()} has no JSON here.", nameof(value)),
    };

    private static string Encode(PhpArray entries) =>
        $"{{{string.Join(',', entries.Entries.Select(entry => $"{Encode(entry.Key)}:{Encode(entry.Value)}"))}}}";

    private static string Encode(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var character in text)
            json.Append(Encode(character));

        return json.Append('"').ToString();
    }

    private static string Encode(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '/' => "\\/",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' or > '~' and not '\u007f' => $"\\u{(int)character:x4}",
        _ => character.ToString(),
    };
}
