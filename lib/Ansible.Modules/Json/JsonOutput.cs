using System.Numerics;
using Ansible.Modules.Python;
using Newtonsoft.Json;

namespace Ansible.Modules.Json;

/// <summary>Writes JSON values. Everything outside ASCII is escaped, as Python's json.dumps does: no terminal's locale can break it.</summary>
/// <remarks>JsonTextWriter would look its own enumerations up by reflection before its first character: a fifth of the instructions of a refused run, and 0.4 MB of the executable.</remarks>
internal sealed class JsonOutput
{
    private const int BufferSize = 4 * 1024;
    private const int IndentWidth = 2;

    private readonly TextWriter _text;
    private readonly bool _indented;
    private int _depth;

    private JsonOutput(TextWriter text, bool indented)
    {
        _text = text;
        _indented = indented;
    }

    /// <summary>Writes a document and a line break, in pieces: the whole text is never in memory.</summary>
    /// <exception cref="IOException">The output takes no more.</exception>
    public static void Write(JsonMap document, Stream output, bool indented)
    {
        using var text = new StreamWriter(output, Encoding.ASCII, BufferSize, leaveOpen: true);
        new JsonOutput(text, indented).WriteValue(document);
        text.Write('\n');
    }

    private void WriteValue(object? value)
    {
        switch (value)
        {
            case JsonMap map:
                WriteObject(map);
                break;
            case JsonList list:
                WriteArray(list);
                break;
            case string characters:
                WriteString(characters);
                break;
            case bool truth:
                _text.Write(truth ? "true" : "false");
                break;
            case long number:
                _text.Write(number.ToString(CultureInfo.InvariantCulture));
                break;
            case BigInteger number:
                _text.Write(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                _text.Write(PythonFloat.Repr(number));
                break;
            case double number:
                WriteString(PythonFloat.Repr(number));
                break;
            case null:
                _text.Write("null");
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no JSON value.", nameof(value));
        }
    }

    private void WriteObject(JsonMap map)
    {
        Open('{');
        var isFirst = true;
        foreach (var (name, value) in map)
        {
            Separate(ref isFirst);
            WriteString(name);
            _text.Write(_indented ? ": " : ":");
            WriteValue(value);
        }

        Close('}', isEmpty: isFirst);
    }

    private void WriteArray(JsonList list)
    {
        Open('[');
        var isFirst = true;
        foreach (var element in list)
        {
            Separate(ref isFirst);
            WriteValue(element);
        }

        Close(']', isEmpty: isFirst);
    }

    private void Open(char bracket)
    {
        _text.Write(bracket);
        _depth++;
    }

    private void Separate(ref bool isFirst)
    {
        if (!isFirst)
            _text.Write(',');

        isFirst = false;
        BreakLine();
    }

    private void Close(char bracket, bool isEmpty)
    {
        _depth--;
        if (!isEmpty)
            BreakLine();

        _text.Write(bracket);
    }

    private void BreakLine()
    {
        if (!_indented)
            return;

        _text.Write('\n');
        for (var column = 0; column < IndentWidth * _depth; column++)
            _text.Write(' ');
    }

    private void WriteString(string characters)
    {
        if (IsPlain(characters))
        {
            _text.Write('"');
            _text.Write(characters);
            _text.Write('"');
        }
        else
        {
            _text.Write(JsonConvert.ToString(WithoutLoneSurrogates(characters), '"', StringEscapeHandling.EscapeNonAscii));
        }
    }

    private static bool IsPlain(ReadOnlySpan<char> characters) =>
        !characters.ContainsAnyExceptInRange(' ', '~') && !characters.ContainsAny('"', '\\');

    /// <summary>Half a surrogate pair is no character: many readers refuse a text with its escape.</summary>
    private static string WithoutLoneSurrogates(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            return text;

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune.ToString());

        return whole.ToString();
    }
}
