using System.Globalization;
using System.Numerics;
using System.Text;
using Ansible.Modules.Python;
using Newtonsoft.Json;

namespace Ansible.Modules.Json;

/// <summary>Writes JSON values. Everything outside ASCII is escaped, as Python's json.dumps does: no terminal's locale can break it.</summary>
internal static class JsonOutput
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Writes a document and a line break, in pieces: the whole text is never in memory.</summary>
    /// <exception cref="IOException">The output takes no more.</exception>
    public static void Write(JsonObject document, Stream output, bool indented)
    {
        using var text = new StreamWriter(output, Encoding.ASCII, BufferSize, leaveOpen: true);
        using (var writer = new JsonTextWriter(text) { CloseOutput = false, AutoCompleteOnClose = false })
        {
            writer.StringEscapeHandling = StringEscapeHandling.EscapeNonAscii;
            writer.Formatting = indented ? Formatting.Indented : Formatting.None;
            WriteValue(writer, document);
        }

        text.Write('\n');
    }

    private static void WriteValue(JsonTextWriter writer, object? value)
    {
        switch (value)
        {
            case JsonObject map:
                WriteObject(writer, map);
                break;
            case JsonArray list:
                WriteArray(writer, list);
                break;
            case string text:
                writer.WriteValue(WithoutLoneSurrogates(text));
                break;
            case bool truth:
                writer.WriteValue(truth);
                break;
            case long number:
                writer.WriteValue(number);
                break;
            case BigInteger number:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteRawValue(PythonFloat.Repr(number));
                break;
            case double number:
                writer.WriteValue(PythonFloat.Repr(number));
                break;
            case null:
                writer.WriteNull();
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no JSON value.", nameof(value));
        }
    }

    private static void WriteObject(JsonTextWriter writer, JsonObject map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(WithoutLoneSurrogates(name));
            WriteValue(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(JsonTextWriter writer, JsonArray list)
    {
        writer.WriteStartArray();
        foreach (var element in list)
        {
            WriteValue(writer, element);
        }

        writer.WriteEndArray();
    }

    /// <summary>Half a surrogate pair is no character: many readers refuse a text with its escape.</summary>
    private static string WithoutLoneSurrogates(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }
}
