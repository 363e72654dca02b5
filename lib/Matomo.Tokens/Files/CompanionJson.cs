using System.Security.Cryptography;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Matomo.Tokens.Files;

/// <summary>A companion's text in its file.</summary>
internal static class CompanionJson
{
    public const int LargestSize = 64 * 1024;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static string Sha256(TokenValue value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(value.Reveal())));

    /// <summary>What was noted of a value, or null.</summary>
    public static TokenCompanion? Of(TokenValue value, TokenFileObservation? there)
    {
        var hash = Sha256(value);
        return there?.Note?.Sha256 == hash ? there.Note : there?.PendingNote?.Sha256 == hash ? there.PendingNote : null;
    }

    /// <summary>What is to be noted of a value.</summary>
    public static TokenCompanion Of(TokenRequest request, TokenValue value, ObservedToken token, string? url)
    {
        var isNoted = token.ExpiryKnown && token.CreatedAt is not null;
        return new TokenCompanion(
            request.Login,
            token.Description ?? request.Description?.Text,
            url,
            isNoted ? token.CreatedAt : null,
            isNoted ? token.ExpiresAt : null,
            token.SecureOnly,
            Sha256(value));
    }

    public static byte[] Write(TokenCompanion companion)
    {
        string[] members =
        [
            Member("login", companion.Login),
            Member("description", companion.Description),
            Member("url", companion.Url),
            Member("created_at", companion.CreatedAt?.ToString(TimeFormat, CultureInfo.InvariantCulture)),
            Member("expires_at", companion.ExpiresAt?.ToString(TimeFormat, CultureInfo.InvariantCulture)),
            Member("secure_only", companion.SecureOnly),
            Member("sha256", companion.Sha256),
        ];
        return Encoding.UTF8.GetBytes($"{{\n{string.Join(",\n", members)}\n}}\n");
    }

    /// <summary>Null when the content is not a companion.</summary>
    public static TokenCompanion? Read(byte[]? content)
    {
        if (content is not { Length: > 0 and <= LargestSize })
            return null;

        try
        {
            using var json = new JsonTextReader(new StringReader(new UTF8Encoding(false, true).GetString(content)))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = 8,
            };
            return JToken.ReadFrom(json) is JObject members && !json.Read()
                && Text(members, "login") is { } login
                && Text(members, "sha256") is { Length: 2 * SHA256.HashSizeInBytes } sha256
                ? new TokenCompanion(
                    login,
                    Text(members, "description"),
                    Text(members, "url"),
                    Time(members, "created_at"),
                    Time(members, "expires_at"),
                    members["secure_only"] is JValue { Value: bool flag } ? flag : null,
                    sha256)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException or FormatException)
        {
            return null;
        }
    }

    private static string Member(string name, object? value) => $"  \"{name}\": {JsonConvert.ToString(value)}";

    private static string? Text(JObject members, string name) => members[name] is JValue { Value: string text } ? text : null;

    private static DateTimeOffset? Time(JObject members, string name) => Text(members, name) is { } text
        ? DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;
}
