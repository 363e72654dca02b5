using Ansible.Modules.Parsing;
using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Rules;

/// <summary>Collects the values of options that are secrets. ansible-core 2.14, common/parameters.py, _list_no_log_values.</summary>
internal static class SecretRule
{
    /// <summary>Collects from values as they were given, those of suboptions included.</summary>
    public static void Collect(ArgumentScope scope, ParsingLog log) => Collect(scope.Spec, scope.Values, log);

    /// <summary>Collects converted values: the parts of a list that was given as a string, an expanded path. Ansible forgets these.</summary>
    public static void CollectConverted(ArgumentScope scope, ParsingLog log)
    {
        foreach (var option in scope.Spec.Options.Where(option => option.NoLog))
        {
            log.Secrets.AddFrom(scope.Values[option.Name]);
        }
    }

    private static void Collect(ArgumentSpec spec, JsonObject values, ParsingLog log)
    {
        foreach (var option in spec.Options)
        {
            var value = values.GetValueOrDefault(option.Name);
            if (option.NoLog)
            {
                log.Secrets.AddFrom(value);
            }

            if (option.HoldsSuboptions && value is not null)
            {
                foreach (var entry in value as JsonArray ?? [value])
                {
                    CollectFromEntry(option, entry, log);
                }
            }
        }
    }

    private static void CollectFromEntry(ArgumentOption option, object? entry, ParsingLog log)
    {
        // What cannot be read as a dictionary, or only after unquoting, would show its secrets as they are written.
        if (entry is not JsonObject && HoldsSecrets(option.Options!))
        {
            log.Secrets.AddFrom(entry);
        }

        try
        {
            if ((entry is string text ? DictType.Convert(text) : entry) is JsonObject map)
            {
                Collect(option.Options!, map, log);
                return;
            }

            log.Refuse(
                $"Value '{PythonText.Str(entry)}' in the sub parameter field '{option.Name}' must by a " +
                $"{TypeConversion.NameOf(option.Type)}, not '{PythonText.TypeName(entry)}'");
        }
        catch (ConversionException exception)
        {
            log.Refuse(exception.Message);
        }
    }

    private static bool HoldsSecrets(ArgumentSpec spec) =>
        spec.Options.Any(option => option.NoLog || (option.HoldsSuboptions && HoldsSecrets(option.Options!)));
}
