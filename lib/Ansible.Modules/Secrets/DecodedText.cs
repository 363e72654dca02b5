using System.Net;
using System.Text.RegularExpressions;

namespace Ansible.Modules.Secrets;

/// <summary>
/// A text whose escapes are decoded: those of URLs, HTML, JSON and Python, and HTTP's Basic credentials. A list of a secret's escaped forms
/// would miss some, because each writer escapes other characters.
/// </summary>
/// <param name="Text">The text without the escapes.</param>
/// <param name="Starts">Where each of its characters begins in the original.</param>
/// <param name="Ends">Where each ends.</param>
internal sealed partial record DecodedText(string Text, IReadOnlyList<int> Starts, IReadOnlyList<int> Ends)
{
    // JSON that quotes HTML with a URL in it has three.
    private const int MostLayers = 3;

    /// <summary>The text with one layer of escapes removed, with two, and so on, until none is left.</summary>
    public static IEnumerable<DecodedText> LayersOf(string text)
    {
        if (!MayHoldEscapes(text))
            yield break;

        var layer = new DecodedText(text, [.. Enumerable.Range(0, text.Length)], [.. Enumerable.Range(1, text.Length)]);
        for (var count = 0; count < MostLayers && Escapes().IsMatch(layer.Text); count++)
        {
            layer = layer.Decode();
            yield return layer;
        }
    }

    // Asked of each text of an answer, and quicker than the pattern.
    private static bool MayHoldEscapes(string text) =>
        text.AsSpan().ContainsAny('%', '&', '\\') || text.Contains("basic", StringComparison.OrdinalIgnoreCase);

    private DecodedText Decode()
    {
        var (decoded, starts, ends) = (new StringBuilder(), new List<int>(), new List<int>());
        var index = 0;
        foreach (Match escape in Escapes().Matches(Text))
        {
            AppendUnescaped(escape.Index);
            index += escape.Length;
            var meaning = MeaningOf(escape.Value);
            decoded.Append(meaning);
            starts.AddRange(Enumerable.Repeat(Starts[escape.Index], meaning.Length));
            ends.AddRange(Enumerable.Repeat(Ends[index - 1], meaning.Length));
        }

        AppendUnescaped(Text.Length);
        return new DecodedText(decoded.ToString(), starts, ends);

        void AppendUnescaped(int end)
        {
            for (; index < end; index++)
            {
                decoded.Append(Text[index]);
                starts.Add(Starts[index]);
                ends.Add(Ends[index]);
            }
        }
    }

    private static string MeaningOf(string escape) => escape[0] switch
    {
        '%' => Uri.UnescapeDataString(escape),
        '&' => WebUtility.HtmlDecode(escape),
        '\\' => Regex.Unescape(escape),
        _ => FromBase64(escape),
    };

    private static string FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : text;
    }

    [GeneratedRegex(
        """
        (%[0-9A-Fa-f]{2})+
        | &\#?[0-9A-Za-z]{1,8};
        | \\(u[0-9A-Fa-f]{4} | x[0-9A-Fa-f]{2} | [bfnrt"'/\\])
        | (?<=\b[Bb]asic\s+)[0-9A-Za-z+/]{4,}={0,2}
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Escapes();
}
