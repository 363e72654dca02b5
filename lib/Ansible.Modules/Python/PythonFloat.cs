using System.Text.RegularExpressions;

namespace Ansible.Modules.Python;

/// <summary>Floating-point numbers read and spelled as Python 3 does.</summary>
internal static partial class PythonFloat
{
    private const double FirstWithExponent = 1e16;
    private const RegexOptions CaseInsensitive = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>What Python's <c>float()</c> makes of a string.</summary>
    public static bool TryParse(string text, out double number)
    {
        var digits = PythonInt.WithAsciiDigits(text.Trim());
        if (SpecialPattern().Match(digits) is { Success: true } special)
        {
            number = special.Groups["nan"].Success ? double.NaN : double.PositiveInfinity;
            number = digits[0] == '-' ? -number : number;
            return true;
        }

        number = 0;
        var plain = digits.Replace("_", "", StringComparison.Ordinal);
        return NumberPattern().IsMatch(digits) && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The shortest spelling that reads back the same; with an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Repr(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";

        var text = number.ToString(CultureInfo.InvariantCulture);
        return text.Split('E') switch
        {
            [var digits, var power] => digits + 'e' + power[0] + power[1..].PadLeft(2, '0'),
            _ when Math.Abs(number) >= FirstWithExponent => WithExponent(text),
            _ => text.Contains('.', StringComparison.Ordinal) ? text : text + ".0",
        };
    }

    // .NET writes one digit more out than Python does.
    private static string WithExponent(string whole)
    {
        var first = whole[0] == '-' ? 2 : 1;
        var rest = whole[first..].TrimEnd('0');
        return $"{whole[..first]}{(rest.Length > 0 ? "." : "")}{rest}e+16";
    }

    [GeneratedRegex(@"\A[+-]?((?<nan>nan)|inf(inity)?)\z", CaseInsensitive | RegexOptions.ExplicitCapture)]
    private static partial Regex SpecialPattern();

    [GeneratedRegex(
        @"\A[+-]?([0-9]+(_[0-9]+)*(\.([0-9]+(_[0-9]+)*)?)?|\.[0-9]+(_[0-9]+)*)([eE][+-]?[0-9]+(_[0-9]+)*)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();
}
