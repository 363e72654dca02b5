using System.Globalization;
using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>
/// A size with a unit, <c>10MB</c> or <c>1.5 Kb</c>, as a number of bytes or bits. ansible-core 2.14,
/// module_utils/common/text/formatters.py, human_to_bytes, and validation.py, check_type_bytes and check_type_bits.
/// </summary>
/// <param name="Letter">What stands behind the multiple: B for bytes, b for bits.</param>
/// <param name="Word">The unit written out, which is accepted in its place.</param>
/// <param name="Name">What messages call it.</param>
internal sealed record SizeType(char Letter, string Word, string Name)
{
    private const string Multiples = "BKMGTPEZY";
    private const int BitsPerMultiple = 10;

    /// <summary>The four letters outside ASCII that Python's [A-Za-z] matches when case is ignored.</summary>
    private const string LettersBesideAscii = "\u0130\u0131\u017f\u212a";

    public static SizeType Bytes { get; } = new('B', "byte", "Byte");

    public static SizeType Bits { get; } = new('b', "bit", "Bit");

    /// <returns>A long, or a BigInteger when that is too small.</returns>
    /// <exception cref="ConversionException">The value does not begin with a number, or its unit is another one.</exception>
    public object Convert(object? value)
    {
        var text = PythonText.Str(value);
        var start = SkipBlanks(text, 0);
        var end = EndOfNumber(text, start);
        if (!PythonFloat.TryParse(text[start..end], out var number) || FactorOf(UnitAt(text, end)) is not { } factor || !double.IsFinite(number * factor))
        {
            throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a {Name} value");
        }

        return PythonInt.Narrow(new BigInteger(Math.Round(number * factor, MidpointRounding.ToEven)));
    }

    private double? FactorOf(string unit)
    {
        if (unit.Length == 0)
        {
            return 1;
        }

        var multiple = Multiples.IndexOf(char.ToUpperInvariant(unit[0]), StringComparison.Ordinal);
        var isOurs = unit.Length == 1 || unit[1] == Letter || unit.Contains(Word, StringComparison.OrdinalIgnoreCase);
        return multiple >= 0 && isOurs ? Math.ScaleB(1, multiple * BitsPerMultiple) : null;
    }

    private static int SkipBlanks(string text, int index)
    {
        while (index < text.Length && PythonWhitespace.IsSpace(text[index]))
        {
            index++;
        }

        return index;
    }

    private static int EndOfNumber(string text, int index)
    {
        var whole = SkipDigits(text, index);
        return whole < text.Length && text[whole] == '.' ? SkipDigits(text, whole + 1) : whole;
    }

    private static int SkipDigits(string text, int index)
    {
        while (index < text.Length && CharUnicodeInfo.GetDecimalDigitValue(text, index) >= 0)
        {
            index += char.IsHighSurrogate(text[index]) ? 2 : 1;
        }

        return index;
    }

    private static string UnitAt(string text, int index)
    {
        var start = SkipBlanks(text, index);
        var end = start;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || LettersBesideAscii.Contains(text[end], StringComparison.Ordinal)))
        {
            end++;
        }

        return text[start..end];
    }
}
