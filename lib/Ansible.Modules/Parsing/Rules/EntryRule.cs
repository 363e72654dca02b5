using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Refuses what is no dictionary in the place of one with suboptions. ansible-core 2.14, _list_no_log_values.</summary>
internal static class EntryRule
{
    /// <summary>Checks the values as they were given, those of suboptions included.</summary>
    public static void Check(SpecIndex index, JsonMap values, ParsingLog log)
    {
        foreach (var (option, inner) in index.WithSuboptions)
        {
            if (!values.TryGetValue(option.Name, out var value) || value is null)
                continue;

            foreach (var entry in value as JsonList ?? [value])
            {
                if (MapOf(option, entry, log) is { } map)
                    Check(inner, map, log);
            }
        }
    }

    private static JsonMap? MapOf(ArgumentOption option, object? entry, ParsingLog log)
    {
        try
        {
            if ((entry is string text ? DictType.Convert(text) : entry) is JsonMap map)
                return map;

            log.Refuse(
                $"Value '{PythonText.Str(entry)}' in the sub parameter field '{option.Name}' must by a "
                + $"{TypeConversion.NameOf(option.Type)}, not '{PythonText.TypeName(entry)}'");
        }
        catch (ConversionException exception)
        {
            // Ansible names no option here.
            var kind = option.Type == ArgumentType.List ? "a list of dictionaries" : "a dictionary";
            log.Refuse($"'{option.Name}' must be {kind}: {exception.Message}");
        }

        return null;
    }
}
