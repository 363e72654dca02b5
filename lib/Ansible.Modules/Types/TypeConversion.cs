using System.Numerics;
using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>The table of types. Source: ansible-core 2.14, module_utils/common/validation.py, check_type_*.</summary>
internal static class TypeConversion
{
    // In the order of the enumeration.
    private static readonly string[] Names = ["str", "bool", "int", "float", "list", "dict", "path", "raw", "json", "bytes", "bits"];

    /// <exception cref="ConversionException">The value does not fit the type.</exception>
    public static object? Convert(ArgumentType type, object? value) => type switch
    {
        ArgumentType.Str => PythonText.Str(value),
        ArgumentType.Bool => BoolType.Convert(value),
        ArgumentType.Int => ToInt(value),
        ArgumentType.Float => ToFloat(value),
        ArgumentType.List => ToList(value),
        ArgumentType.Dict => DictType.Convert(value),
        ArgumentType.Path => PathType.Convert(value),
        ArgumentType.Raw => value,
        ArgumentType.Json => ToJson(value),
        ArgumentType.Bytes => SizeType.Bytes.Convert(value),
        ArgumentType.Bits => SizeType.Bits.Convert(value),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type."),
    };

    /// <summary>The type's name in specifications, documentation and messages.</summary>
    public static string NameOf(ArgumentType type) => Names[(int)type];

    // A bool is an int in Python, and stays what it is.
    private static object ToInt(object? value) => value switch
    {
        long or BigInteger or bool => value,
        string text when PythonInt.TryParse(text, out var number) => number,
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to an int"),
    };

    private static double ToFloat(object? value) => value switch
    {
        double number => number,
        bool truth => truth ? 1.0 : 0.0,
        long number => (double)number,
        BigInteger number when double.IsFinite((double)number) => (double)number,
        string text when PythonFloat.TryParse(text, out var number) => number,
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a float"),
    };

    private static JsonList ToList(object? value) => value switch
    {
        JsonList list => list,
        string text => [.. text.Split(',')],
        bool or long or BigInteger or double => [PythonText.Str(value)],
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a list"),
    };

    // Templating turns a text that looks like JSON into a list or a dictionary, and this turns it back.
    private static string ToJson(object? value) => value switch
    {
        string text => PythonText.Strip(text),
        JsonList or JsonMap => JsonOutput.Dumps(value),
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a json string"),
    };
}
