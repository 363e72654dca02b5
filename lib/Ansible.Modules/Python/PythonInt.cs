using System.Numerics;
using System.Text.RegularExpressions;

namespace Ansible.Modules.Python;

/// <summary>Integers read as Python 3 does.</summary>
internal static partial class PythonInt
{
    /// <summary>The most digits that Python converts (sys.int_info.default_max_str_digits).</summary>
    private const int MaximumDigits = 4300;

    /// <summary>What Python's <c>int()</c> makes of a string: a long, or a BigInteger when that is too small.</summary>
    public static bool TryParse(string text, out object number)
    {
        number = 0L;
        var digits = WithAsciiDigits(text.Trim());
        if (!Pattern().IsMatch(digits))
            return false;

        var plain = digits.Replace("_", "", StringComparison.Ordinal);
        if (plain.TrimStart('+', '-').Length > MaximumDigits)
            return false;

        number = Narrow(BigInteger.Parse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return true;
    }

    public static object Narrow(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;

    /// <summary>The same text with the decimal digits of every script as 0 to 9.</summary>
    public static string WithAsciiDigits(string text)
    {
        if (Ascii.IsValid(text))
            return text;

        var ascii = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(rune.ToString(), 0);
            _ = digit >= 0 ? ascii.Append(digit) : ascii.Append(rune.ToString());
        }

        return ascii.ToString();
    }

    [GeneratedRegex(@"\A[+-]?[0-9]+(_[0-9]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
