using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Collects the values of options that are secrets. ansible-core 2.14, common/parameters.py, _list_no_log_values.</summary>
internal static class SecretRule
{
    /// <summary>Collects from values as they were given, those of suboptions included.</summary>
    public static void Collect(ArgumentScope scope, ParsingLog log) => Collect(scope.Index, scope.Values, log);

    /// <summary>Collects converted values, which Ansible forgets: the parts of a list given as a string, an expanded path.</summary>
    public static void CollectConverted(ArgumentScope scope, ParsingLog log)
    {
        foreach (var option in scope.Index.Secret)
            log.Secrets.AddFrom(scope.Values[option.Name]);
    }

    private static void Collect(SpecIndex index, JsonMap values, ParsingLog log)
    {
        foreach (var option in index.Secret)
        {
            if (values.TryGetValue(option.Name, out var value))
                log.Secrets.AddFrom(value);
        }

        foreach (var (option, inner) in index.WithSuboptions)
        {
            if (values.TryGetValue(option.Name, out var value) && value is not null)
            {
                foreach (var entry in value as JsonList ?? [value])
                    CollectFromEntry(option, inner, entry, log);
            }
        }
    }

    private static void CollectFromEntry(ArgumentOption option, SpecIndex inner, object? entry, ParsingLog log)
    {
        try
        {
            if ((entry is string text ? DictType.Convert(text) : entry) is JsonMap map)
            {
                if (entry is string && MayHoldSecrets(inner, map))
                    log.Secrets.AddFrom(entry);

                Collect(inner, map, log);
                return;
            }

            AddUnread(inner, entry, log);
            log.Refuse(
                $"Value '{PythonText.Str(entry)}' in the sub parameter field '{option.Name}' must by a "
                + $"{TypeConversion.NameOf(option.Type)}, not '{PythonText.TypeName(entry)}'");
        }
        catch (ConversionException exception)
        {
            AddUnread(inner, entry, log);
            log.Refuse(exception.Message);
        }
    }

    /// <summary>Whether a text that was read as this dictionary would show secrets as they were written, quoted or escaped.</summary>
    private static bool MayHoldSecrets(SpecIndex inner, JsonMap map) =>
        inner.Secret.Any(option => map.ContainsKey(option.Name) || option.Aliases.Any(map.ContainsKey))
        || inner.WithSuboptions.Any(option => option.Inner.HoldsSecrets && map.ContainsKey(option.Option.Name));

    /// <summary>What cannot be read as a dictionary may be a secret that belongs into one.</summary>
    private static void AddUnread(SpecIndex inner, object? entry, ParsingLog log)
    {
        if (inner.HoldsSecrets)
            log.Secrets.AddFrom(entry);
    }
}
