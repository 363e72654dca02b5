using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Converts values and elements. ansible-core 2.14, common/parameters.py, _validate_argument_types, _validate_elements.</summary>
internal static class TypeRule
{
    public static void Apply(ArgumentScope scope, ParsingLog log)
    {
        foreach (var option in scope.Spec.Options)
        {
            if (scope.ValueOf(option.Name) is not { } value || !TryConvert(ref value, option.Type, option, isElement: false, scope, log))
                continue;

            scope.Values[option.Name] = value is JsonList list && option is { Type: ArgumentType.List, Elements: { } type }
                ? Elements(list, type, option, scope, log)
                : value;
        }
    }

    private static JsonList Elements(JsonList list, ArgumentType type, ArgumentOption option, ArgumentScope scope, ParsingLog log)
    {
        var converted = new JsonList(list.Count);
        foreach (var element in list)
        {
            var value = element;
            if (TryConvert(ref value, type, option, isElement: true, scope, log))
                converted.Add(value);
        }

        return converted;
    }

    private static bool TryConvert(
        ref object? value, ArgumentType type, ArgumentOption option, bool isElement, ArgumentScope scope, ParsingLog log)
    {
        try
        {
            if (type == ArgumentType.Str)
                StringConversionRule.Check(option.Name, value, scope, log);

            value = TypeConversion.Convert(type, value);
            return true;
        }
        catch (ConversionException exception)
        {
            var (of, place) = ($"is of type {PythonText.TypeOf(value)}", scope.IsTop ? "" : $" found in '{scope.Context}'");
            var subject = isElement ? $"Elements value for option '{option.Name}'{place} {of}" :
                scope.IsTop ? $"argument '{option.Name}' {of}" :
                $"argument '{option.Name}' {of}{place}."; // The full stop in the middle is Ansible's.
            log.Refuse($"{subject} and we were unable to convert to {TypeConversion.NameOf(type)}: {exception.Message}");
            return false;
        }
    }
}
