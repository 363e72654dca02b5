using System.Numerics;
using System.Text.RegularExpressions;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>
/// A size with a unit, <c>10MB</c> or <c>1.5 Kb</c>, as a number of bytes or bits. ansible-core 2.14,
/// module_utils/common/text/formatters.py, human_to_bytes, and validation.py, check_type_bytes and check_type_bits.
/// </summary>
/// <param name="Letter">What stands behind the multiple: B for bytes, b for bits.</param>
/// <param name="Word">The unit written out, which is accepted in its place.</param>
/// <param name="Name">What messages call it.</param>
internal sealed partial record SizeType(char Letter, string Word, string Name)
{
    private const string Multiples = "BKMGTPEZY";
    private const int BitsPerMultiple = 10;

    public static SizeType Bytes { get; } = new('B', "byte", "Byte");

    public static SizeType Bits { get; } = new('b', "bit", "Bit");

    /// <returns>A long, or a BigInteger when that is too small.</returns>
    /// <exception cref="ConversionException">The value does not begin with a number, or its unit is another one.</exception>
    public object Convert(object? value)
    {
        var match = Pattern().Match(PythonText.Str(value));
        if (!PythonFloat.TryParse(match.Groups["number"].Value, out var number)
            || FactorOf(match.Groups["unit"].Value) is not { } factor
            || !double.IsFinite(number * factor))
        {
            throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a {Name} value");
        }

        return PythonInt.Narrow(new BigInteger(Math.Round(number * factor, MidpointRounding.ToEven)));
    }

    private double? FactorOf(string unit)
    {
        if (unit.Length == 0)
            return 1;

        var multiple = Multiples.IndexOf(char.ToUpperInvariant(unit[0]), StringComparison.Ordinal);
        var isOurs = unit.Length == 1 || unit[1] == Letter || unit.Contains(Word, StringComparison.OrdinalIgnoreCase);
        return multiple >= 0 && isOurs ? Math.ScaleB(1, multiple * BitsPerMultiple) : null;
    }

    // Blanks are Python's, and the four letters outside ASCII are those that its [A-Za-z] matches when case is ignored.
    [GeneratedRegex(@"\A[\s\x1c-\x1f]*(?<number>\d*\.?\d*)[\s\x1c-\x1f]*(?<unit>[A-Za-z\u0130\u0131\u017f\u212a]*)")]
    private static partial Regex Pattern();
}
