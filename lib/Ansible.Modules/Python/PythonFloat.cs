using System.Globalization;
using System.Text.RegularExpressions;

namespace Ansible.Modules.Python;

/// <summary>Floating-point numbers read and spelled as Python 3 does.</summary>
internal static partial class PythonFloat
{
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
        return NumberPattern().IsMatch(digits)
            && double.TryParse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The shortest spelling that reads back the same; with an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Repr(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        var (sign, digits, exponent) = Split(number);
        return sign + exponent switch
        {
            < -4 or >= 16 => WithExponent(digits, exponent),
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
            _ => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
        };
    }

    private static string WithExponent(string digits, int exponent) =>
        digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "")
        + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>The significant digits, and the power of ten of the first.</summary>
    private static (string Sign, string Digits, int Exponent) Split(double number)
    {
        var match = RoundTripPattern().Match(number.ToString("R", CultureInfo.InvariantCulture));
        var whole = match.Groups["whole"].Value;
        var digits = (whole + match.Groups["fraction"].Value).TrimStart('0');
        if (digits.Length == 0)
        {
            return (match.Groups["sign"].Value, "0", 0);
        }

        var leadingZeros = whole.Length + match.Groups["fraction"].Length - digits.Length;
        var power = match.Groups["power"] is { Success: true } given ? int.Parse(given.Value, CultureInfo.InvariantCulture) : 0;
        return (match.Groups["sign"].Value, digits.TrimEnd('0'), power + whole.Length - 1 - leadingZeros);
    }

    [GeneratedRegex(@"^(?<sign>-?)(?<whole>[0-9]+)(?:\.(?<fraction>[0-9]+))?(?:E(?<power>[+-][0-9]+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex RoundTripPattern();

    [GeneratedRegex(@"\A[+-]?((?<nan>nan)|inf(inity)?)\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpecialPattern();

    [GeneratedRegex(@"\A[+-]?([0-9]+(_[0-9]+)*(\.([0-9]+(_[0-9]+)*)?)?|\.[0-9]+(_[0-9]+)*)([eE][+-]?[0-9]+(_[0-9]+)*)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();
}
