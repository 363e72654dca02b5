using System.Buffers;
using System.Net;

namespace Matomo.Tokens.Requests;

/// <summary>HTML entities as PHP's <c>html_entity_decode</c> and <c>htmlspecialchars</c> treat them with <c>ENT_QUOTES</c>,
/// which is how Matomo sanitises what comes in over the API (<c>core/Common.php</c>, <c>sanitizeString</c>).</summary>
internal static class HtmlEntities
{
    private static readonly SearchValues<char> EntityLetters =
        SearchValues.Create("#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#039;", StringComparison.Ordinal);

    /// <param name="text">The text to decode.</param>
    /// <param name="keepsApostrophes">Whether the apostrophe's entities stay as they are: <c>ENT_COMPAT</c>, not <c>ENT_QUOTES</c>.</param>
    public static string DecodeOnce(string text, bool keepsApostrophes = false)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
            return text;

        var decoded = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var length = EntityLength(text.AsSpan(at));
            if (length == 0)
            {
                decoded.Append(text[at++]);
                continue;
            }

            var entity = text.Substring(at, length);
            decoded.Append(Decode(entity) is var character && keepsApostrophes && character == "'" ? entity : character);
            at += length;
        }

        return decoded.ToString();
    }

    private static int EntityLength(ReadOnlySpan<char> text)
    {
        if (text[0] != '&')
            return 0;

        var end = text[1..].IndexOfAnyExcept(EntityLetters);
        return end < 1 || text[end + 1] != ';' ? 0 : end + 2;
    }

    private static string Decode(string entity)
    {
        // HTML 4.01 has no &apos;, and PHP leaves references to characters that HTML 4.01 does not allow as they are.
        var character = entity == "&apos;" ? entity : WebUtility.HtmlDecode(entity);
        return character.EnumerateRunes().All(IsAllowed) ? character : entity;
    }

    private static bool IsAllowed(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0x7E) or >= 0xA0;
}
