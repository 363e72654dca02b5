using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>ansible-core 2.14, module_utils/common/validation.py, check_type_bool, and parsing/convert_bool.py.</summary>
internal static class BoolType
{
    public static readonly IReadOnlyList<object?> True = ["y", "yes", "on", "1", "true", "t", 1L];
    public static readonly IReadOnlyList<object?> False = ["n", "no", "off", "0", "false", "f", 0L];

    /// <exception cref="ConversionException">The value is not one of the spellings.</exception>
    public static bool Convert(object? value)
    {
        if (value is null or JsonList or JsonMap)
            throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a bool");

        var normal = value is string text ? PythonText.Strip(text.ToLowerInvariant()) : value;
        if (True.Any(spelling => PythonEquality.AreEqual(spelling, normal)))
            return true;

        if (False.Any(spelling => PythonEquality.AreEqual(spelling, normal)))
            return false;

        throw new ConversionException(
            $"The value '{PythonText.Str(value)}' is not a valid boolean.  Valid booleans include: "
            + string.Join(", ", True.Concat(False).Select(PythonText.Repr)));
    }
}
