using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ansible.Modules.Python;

/// <summary>The inside of a Python string literal. <c>\N{name}</c> is refused; an unknown escape stands for itself.</summary>
internal static partial class PythonEscapes
{
    public static bool TryRead(string body, bool raw, out string text)
    {
        text = body;
        if (raw)
        {
            return true;
        }

        var known = true;
        text = Pattern().Replace(body, match => Unescape(match, ref known));
        return known;
    }

    private static string Unescape(Match match, ref bool known)
    {
        if (match.Groups["hex"] is { Success: true } hex)
        {
            return Character(int.Parse(hex.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture), ref known);
        }

        if (match.Groups["octal"] is { Success: true } octal)
        {
            return Character(Convert.ToInt32(octal.Value, fromBase: 8), ref known);
        }

        var character = match.Value[1];
        known &= !"xuUN".Contains(character, StringComparison.Ordinal);
        return character switch
        {
            '\n' => "",
            'a' => "\a",
            'b' => "\b",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'v' => "\v",
            '\\' or '\'' or '"' => character.ToString(),
            _ => match.Value,
        };
    }

    private static string Character(int codePoint, ref bool known)
    {
        if (Rune.TryCreate(codePoint, out var rune))
        {
            return rune.ToString();
        }

        known &= codePoint is >= 0 and <= char.MaxValue;
        return ((char)codePoint).ToString();
    }

    [GeneratedRegex(@"\\(x(?<hex>[0-9a-fA-F]{2})|u(?<hex>[0-9a-fA-F]{4})|U(?<hex>[0-9a-fA-F]{8})|(?<octal>[0-7]{1,3})|[\s\S])", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
