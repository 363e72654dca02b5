using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>ansible-core 2.14, module_utils/common/validation.py, check_type_list.</summary>
internal static class ListType
{
    /// <exception cref="ConversionException">The value is a dictionary.</exception>
    public static JsonList Convert(object? value) => value switch
    {
        JsonList list => list,
        string text => [.. text.Split(',')],
        bool or long or BigInteger or double => [PythonText.Str(value)],
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a list"),
    };
}
