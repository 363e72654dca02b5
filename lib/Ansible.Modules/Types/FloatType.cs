using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>ansible-core 2.14, module_utils/common/validation.py, check_type_float.</summary>
internal static class FloatType
{
    /// <exception cref="ConversionException">The value is no number.</exception>
    public static object Convert(object? value) => value switch
    {
        double number => number,
        bool truth => truth ? 1.0 : 0.0,
        long number => (double)number,
        BigInteger number when double.IsFinite((double)number) => (double)number,
        string text when PythonFloat.TryParse(text, out var number) => number,
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a float"),
    };
}
