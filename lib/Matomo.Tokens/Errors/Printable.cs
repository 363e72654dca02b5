namespace Matomo.Tokens.Errors;

/// <summary>Makes a foreign text fit for a message: one line, of bearable length.</summary>
internal static class Printable
{
    private const int Longest = 300;

    public static string Line(string text)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(Longest))
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());

        return line.ToString().Trim();
    }
}
