using System.Globalization;

namespace Matomo.Tokens.Configuration.Ini;

/// <summary>The operators that PHP computes in unquoted values, on 32-bit integers.</summary>
internal static class IniArithmetic
{
    public static IniValue Combine(IniValue left, string operation, IniValue right)
    {
        var (first, second) = (Number(left.Text), Number(right.Text));
        return left.IsEnvironmental || right.IsEnvironmental
            ? IniValue.OfEnvironment
            : Value(operation switch { "|" => first | second, "&" => first & second, _ => first ^ second });
    }

    public static IniValue Negate(string operation, IniValue operand) =>
        operand.IsEnvironmental ? operand : Value(operation == "~" ? ~Number(operand.Text) : Number(operand.Text) == 0 ? 1 : 0);

    /// <summary>The number that a text begins with, or 0, as C's <c>atoi</c> reads it with the GNU library.</summary>
    public static int Number(ReadOnlySpan<char> text)
    {
        var digits = text.TrimStart(" \t\n\v\f\r");
        var isNegative = digits is ['-', ..];
        if (digits is ['-' or '+', ..])
        {
            digits = digits[1..];
        }

        var number = 0L;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                break;
            }

            number = number > (long.MaxValue - 9) / 10 ? long.MaxValue : (number * 10) + (digit - '0');
        }

        return unchecked((int)(isNegative ? -number : number));
    }

    private static IniValue Value(int number) => new(number.ToString(CultureInfo.InvariantCulture));
}
