using Ansible.Modules.Arguments;

namespace Ansible.Modules.Types;

/// <summary>The table of types.</summary>
internal static class TypeConversion
{
    /// <exception cref="ConversionException">The value does not fit the type.</exception>
    public static object? Convert(ArgumentType type, object? value) => type switch
    {
        ArgumentType.Str => StrType.Convert(value),
        ArgumentType.Bool => BoolType.Convert(value),
        ArgumentType.Int => IntType.Convert(value),
        ArgumentType.Float => FloatType.Convert(value),
        ArgumentType.List => ListType.Convert(value),
        ArgumentType.Dict => DictType.Convert(value),
        ArgumentType.Path => PathType.Convert(value),
        ArgumentType.Raw => value,
        ArgumentType.Json => JsonType.Convert(value),
        ArgumentType.Bytes => SizeType.Bytes.Convert(value),
        ArgumentType.Bits => SizeType.Bits.Convert(value),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type."),
    };
}
