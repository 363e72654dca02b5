using System.Net;
using System.Text.RegularExpressions;

namespace Matomo.StandIn.Php;

/// <summary>What PHP and core/Common.php make of a text on its way through Matomo.</summary>
internal static partial class PhpText
{
    private static readonly char[] Blanks = [' ', '\t', '\n', '\r', '\0', '\v'];

    public static string Trim(string text) => text.Trim(Blanks);

    /// <summary>Common::sanitizeInputValues: decoded once, then escaped; a number stays as it is.</summary>
    public static string Sanitize(string text) =>
        IsNumeric(text) ? text : Escape(DecodeEntities(text).Replace("\0", "", StringComparison.Ordinal));

    /// <summary>Common::unsanitizeInputValue, which is htmlspecialchars_decode.</summary>
    public static string Unsanitize(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&quot;", "\"", StringComparison.Ordinal)
        .Replace("&#039;", "'", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>html_entity_decode for HTML 4.01, which has no &amp;apos; and no control characters.</summary>
    public static string DecodeEntities(string text) =>
        Entity().Replace(
            text,
            match =>
                match.Value != "&apos;" && WebUtility.HtmlDecode(match.Value) is var decoded && !IsControl(decoded)
                    ? decoded
                    : match.Value);

    private static bool IsControl(string decoded) =>
        decoded.Length == 1 && char.IsControl(decoded[0]) && decoded[0] is not ('\t' or '\n' or '\r');

    /// <summary>htmlspecialchars with ENT_QUOTES.</summary>
    public static string Escape(string text) => EscapeKeepingApostrophes(text).Replace("'", "&#039;", StringComparison.Ordinal);

    /// <summary>Renderer::formatValueXml, which every error message goes through: ENT_COMPAT, so apostrophes stay.</summary>
    public static string EscapeMessage(string message) => EscapeKeepingApostrophes(DecodeEntities(message));

    public static bool IsNumeric(string text) => Numeric().IsMatch(text);

    /// <summary>empty(): nothing, or the digit 0.</summary>
    public static bool IsEmpty(string? text) => text is null or "" or "0";

    /// <summary>mb_strlen.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    public static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string EscapeKeepingApostrophes(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    [GeneratedRegex("&(#[xX][0-9a-fA-F]+|#[0-9]+|[A-Za-z][A-Za-z0-9]*);")]
    private static partial Regex Entity();

    [GeneratedRegex(@"^\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$")]
    private static partial Regex Numeric();
}
