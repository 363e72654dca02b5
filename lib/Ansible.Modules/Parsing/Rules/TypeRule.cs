using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Converts values to their options' types. ansible-core 2.14, common/parameters.py, _validate_argument_types.</summary>
internal static class TypeRule
{
    public static void Apply(ArgumentScope scope, ParsingLog log)
    {
        foreach (var option in scope.Spec.Options)
        {
            if (scope.ValueOf(option.Name) is { } value)
                Convert(option, value, scope, log);
        }
    }

    private static void Convert(ArgumentOption option, object value, ArgumentScope scope, ParsingLog log)
    {
        try
        {
            if (option.Type == ArgumentType.Str)
                StringConversionRule.Check(option.Name, value, scope, log);

            var converted = TypeConversion.Convert(option.Type, value);
            scope.Values[option.Name] = converted is JsonList list && option is { Type: ArgumentType.List, Elements: { } type }
                ? ElementsRule.Convert(type, option, list, scope, log)
                : converted;
        }
        catch (ConversionException exception)
        {
            // The full stop in the middle is Ansible's.
            var place = scope.IsTop ? "" : $" found in '{scope.Context}'.";
            log.Refuse(
                $"argument '{option.Name}' is of type {PythonText.TypeOf(value)}{place} and we were unable to convert to "
                + $"{TypeConversion.NameOf(option.Type)}: {exception.Message}");
        }
    }
}
