using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>ansible-core 2.14, module_utils/common/validation.py, check_type_int. A bool is an int in Python, and stays what it is.</summary>
internal static class IntType
{
    /// <exception cref="ConversionException">The value is no integer.</exception>
    public static object Convert(object? value) => value switch
    {
        long or BigInteger or bool => value,
        string text when PythonInt.TryParse(text, out var number) => number,
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to an int"),
    };
}
