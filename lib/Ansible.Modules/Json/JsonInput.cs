using System.Numerics;
using Newtonsoft.Json;

namespace Ansible.Modules.Json;

/// <summary>Reads JSON into <see cref="JsonMap"/>, <see cref="JsonList"/>, string, bool, long, BigInteger, double and null.</summary>
internal static class JsonInput
{
    public const int MaximumDepth = 256;

    /// <summary>Reads a text that is one JSON value. Of equal keys the last wins, as in Python.</summary>
    /// <exception cref="JsonFaultException">The text is not JSON.</exception>
    public static object? Parse(string text)
    {
        StrictJson.Check(text);
        using var reader = new JsonTextReader(new StringReader(text))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Double,
            PropertyNameTable = new NameTable(),
            MaxDepth = MaximumDepth,
        };
        var complete = false;
        try
        {
            var value = ReadNext(reader);
            complete = true;
            return reader.Read() ? throw Fault(reader, "more follows after the end") : value;
        }
        catch (JsonReaderException exception)
        {
            // The exception's own message quotes the text.
            throw JsonFaultException.At(exception.LineNumber, exception.LinePosition, ReasonOf(reader, complete));
        }
    }

    private static string ReasonOf(JsonTextReader reader, bool complete) =>
        complete ? "more follows after the end" :
        reader.Depth >= MaximumDepth ? $"nested more than {MaximumDepth} levels deep" :
        "a character that cannot stand there, or a number that is too long";

    private static object? ReadNext(JsonTextReader reader)
    {
        if (!reader.Read())
            throw Fault(reader, "the text ends before the value is complete");

        return reader.TokenType switch
        {
            JsonToken.StartObject => ReadObject(reader),
            JsonToken.StartArray => ReadArray(reader),
            JsonToken.Integer => reader.Value is BigInteger or long ? reader.Value : throw Fault(reader, "a number that is too long"),
            JsonToken.Float or JsonToken.String or JsonToken.Boolean or JsonToken.Null => reader.Value,
            JsonToken.EndArray => EndOfArray,
            _ => throw Fault(reader, "a character that cannot stand there"),
        };
    }

    private static readonly object EndOfArray = new();

    private static JsonList ReadArray(JsonTextReader reader)
    {
        var array = new JsonList();
        for (var value = ReadNext(reader); !ReferenceEquals(value, EndOfArray); value = ReadNext(reader))
            array.Add(value);

        return array;
    }

    private static JsonMap ReadObject(JsonTextReader reader)
    {
        var members = new JsonMap();
        while (reader.Read())
        {
            if (reader.TokenType == JsonToken.EndObject)
                return members;

            if (reader.QuoteChar != '"')
                throw Fault(reader, "a name is not in double quotes");

            var name = (string)reader.Value!;
            var value = ReadNext(reader);
            members[name] = ReferenceEquals(value, EndOfArray) ? throw Fault(reader, "a character that cannot stand there") : value;
        }

        throw Fault(reader, "the text ends before the value is complete");
    }

    private static JsonFaultException Fault(JsonTextReader reader, string reason) =>
        JsonFaultException.At(reader.LineNumber, reader.LinePosition, reason);

    // A name is one string, however often it occurs in a text.
    private sealed class NameTable : DefaultJsonNameTable
    {
        public override string Get(char[] key, int start, int length) =>
            base.Get(key, start, length) ?? Add(new string(key, start, length));
    }
}
