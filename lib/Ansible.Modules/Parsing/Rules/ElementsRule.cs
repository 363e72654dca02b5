using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Converts the elements of a list. ansible-core 2.14, common/parameters.py, _validate_elements.</summary>
internal static class ElementsRule
{
    public static JsonList Convert(ArgumentType type, ArgumentOption option, JsonList list, ArgumentScope scope, ParsingLog log)
    {
        var converted = new JsonList(list.Count);
        foreach (var element in list)
        {
            try
            {
                if (type == ArgumentType.Str)
                    StringConversionRule.Check(option.Name, element, scope, log);

                converted.Add(TypeConversion.Convert(type, element));
            }
            catch (ConversionException exception)
            {
                var place = scope.IsTop ? "" : $" found in '{scope.Context}'";
                log.Refuse(
                    $"Elements value for option '{option.Name}'{place} is of type {PythonText.TypeOf(element)} and we were unable to "
                    + $"convert to {TypeConversion.NameOf(type)}: {exception.Message}");
            }
        }

        return converted;
    }
}
