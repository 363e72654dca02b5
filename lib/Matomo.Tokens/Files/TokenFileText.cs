using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Matomo.Tokens.Files;

/// <summary>What is found of a token file, or is to be in it, as a text that one host gives another. Base64, so that nobody takes a part of
/// it for anything else on the way.</summary>
internal static class TokenFileText
{
    public static Secret Write(TokenFileObservation there)
    {
        string[] members =
        [
            Member("exists", there.Exists),
            Member("is_exact", there.IsExact),
            Member("attributes_in_line", there.AttributesInLine),
            Member("pending_exists", there.PendingExists),
            Member("value", there.Value?.Reveal()),
            Member("note", Note(there.Note)),
            Member("pending_value", there.PendingValue?.Reveal()),
            Member("pending_note", Note(there.PendingNote)),
        ];
        return new Secret(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}")));
    }

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: it is no such text.</exception>
    public static TokenFileObservation Read(Secret text)
    {
        try
        {
            using var json = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(Convert.FromBase64String(text.Reveal()))))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = 8,
            };
            var members = (JObject)JToken.ReadFrom(json);
            return new TokenFileObservation
            {
                Exists = Is("exists"),
                IsExact = Is("is_exact"),
                AttributesInLine = Is("attributes_in_line"),
                PendingExists = Is("pending_exists"),
                Value = Value("value"),
                Note = Note("note"),
                PendingValue = Value("pending_value"),
                PendingNote = Note("pending_note"),
            };

            bool Is(string name) => members[name] is JValue { Value: true };

            string? Text(string name) => members[name] is JValue { Value: string found } ? found : null;

            TokenValue? Value(string name) => TokenValue.TryParse(Text(name), out var value) ? value : null;

            TokenCompanion? Note(string name) => CompanionJson.Read(Text(name) is { } note ? Encoding.UTF8.GetBytes(note) : null);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidCastException or ArgumentException)
        {
            // What failed to be read may be a secret: nothing is said of it.
            throw new TokenException(TokenErrorCode.InvalidArguments, "What was found of a token file is not told as its host told it.");
        }
    }

    private static string Member(string name, object? value) => $"\"{name}\": {JsonConvert.ToString(value)}";

    private static string? Note(TokenCompanion? note) => note is null ? null : Encoding.UTF8.GetString(CompanionJson.Write(note));
}
