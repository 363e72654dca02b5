using Ansible.Modules.Python;

namespace Ansible.Modules.Json;

/// <summary>Writes JSON values. As Python does, it escapes everything outside ASCII: no terminal's locale can break it.</summary>
/// <remarks>
/// JsonTextWriter would look its own enumerations up by reflection before its first character: a fifth of the instructions of a refused
/// run, and 0.4 MB of the executable.
/// </remarks>
internal sealed class JsonOutput
{
    private const int BufferSize = 4 * 1024;
    private const int IndentWidth = 2;

    private readonly TextWriter _text;
    private readonly bool _indented;
    private readonly bool _asPython;

    private JsonOutput(TextWriter text, bool indented, bool asPython)
    {
        _text = text;
        _indented = indented;
        _asPython = asPython;
    }

    /// <summary>Writes a document and a line break, in pieces: the whole text is never in memory.</summary>
    /// <exception cref="IOException">The output takes no more.</exception>
    public static void Write(JsonMap document, Stream output, bool indented)
    {
        using var text = new StreamWriter(output, Encoding.ASCII, BufferSize, leaveOpen: true);
        new JsonOutput(text, indented, asPython: false).WriteValue(document, depth: 0);
        text.Write('\n');
    }

    /// <summary>Python's <c>json.dumps</c>: a blank after each comma and colon, and NaN and Infinity, which JSON lacks.</summary>
    public static string Dumps(object? value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new JsonOutput(text, indented: false, asPython: true).WriteValue(value, depth: 0);
        return text.ToString();
    }

    private void WriteValue(object? value, int depth)
    {
        switch (value)
        {
            case JsonMap map:
                WriteAll(map, '{', '}', depth, WriteMember);
                break;
            case JsonList list:
                WriteAll(list, '[', ']', depth, WriteValue);
                break;
            case string characters:
                WriteString(characters);
                break;
            case bool truth:
                _text.Write(truth ? "true" : "false");
                break;
            case null:
                _text.Write("null");
                break;
            case double number when !double.IsFinite(number) && _asPython:
                _text.Write(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case double number when !double.IsFinite(number):
                WriteString(PythonFloat.Repr(number));
                break;
            default:
                _text.Write(PythonText.Repr(value));
                break;
        }
    }

    private void WriteMember(KeyValuePair<string, object?> member, int depth)
    {
        WriteString(member.Key);
        _text.Write(_indented || _asPython ? ": " : ":");
        WriteValue(member.Value, depth);
    }

    private void WriteAll<T>(IReadOnlyCollection<T> items, char open, char close, int depth, Action<T, int> write)
    {
        _text.Write(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                _text.Write(_asPython ? ", " : ",");

            isFirst = false;
            BreakLine(depth + 1);
            write(item, depth + 1);
        }

        if (!isFirst)
            BreakLine(depth);

        _text.Write(close);
    }

    private void BreakLine(int depth)
    {
        if (_indented)
            _text.Write("\n".PadRight(1 + (IndentWidth * depth)));
    }

    private void WriteString(string characters)
    {
        _text.Write('"');
        if (!characters.AsSpan().ContainsAnyExceptInRange(' ', '~') && !characters.AsSpan().ContainsAny('"', '\\'))
            _text.Write(characters);
        else
            WriteEscaped(_asPython ? characters : WithoutLoneSurrogates(characters));

        _text.Write('"');
    }

    private void WriteEscaped(string characters)
    {
        foreach (var character in characters)
        {
            switch (character)
            {
                case '"' or '\\':
                    _text.Write('\\');
                    _text.Write(character);
                    break;
                case >= ' ' and <= '~':
                    _text.Write(character);
                    break;
                default:
                    _text.Write(EscapeOf(character));
                    break;
            }
        }
    }

    private static string EscapeOf(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\f' => "\\f",
        '\b' => "\\b",
        _ => $"\\u{(int)character:x4}",
    };

    /// <summary>Half a surrogate pair is no character: many readers refuse a text with its escape.</summary>
    private static string WithoutLoneSurrogates(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
