using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Secrets;

/// <summary>Removes secrets from values. What holds none is returned as it is, not copied.</summary>
/// <remarks>
/// Source: ansible-core 2.14, module_utils/common/parameters.py, remove_values and sanitize_keys. Ansible replaces one secret after
/// another, in the order of a Python set. Here the longest go first: the other way round, a secret that begins another one would
/// leave that one's end in sight. Those of one length are replaced together, from left to right: where they overlap, no other
/// order covers more of the text, and the time does not grow with their number.
/// </remarks>
internal sealed class SecretMask
{
    public const string Whole = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER";
    private const string Part = "********";

    private readonly SecretsOfLength[] _longestFirst;

    public SecretMask(IEnumerable<string> secrets)
    {
        var byLength = new SortedDictionary<int, HashSet<string>>();
        foreach (var secret in secrets)
        {
            if (!byLength.TryGetValue(secret.Length, out var alike))
                byLength[secret.Length] = alike = new HashSet<string>(StringComparer.Ordinal);

            alike.Add(secret);
        }

        _longestFirst = [.. byLength.Select(group => new SecretsOfLength(group.Key, group.Value))];
        Array.Reverse(_longestFirst);
    }

    /// <summary>The length of the longest secret; 0 when there is none.</summary>
    public int Longest => _longestFirst is [var longest, ..] ? longest.Length : 0;

    public bool IsSecret(string text)
    {
        foreach (var secrets in _longestFirst)
        {
            if (secrets.Contains(text))
                return true;
        }

        return false;
    }

    public string Apply(string text)
    {
        if (IsSecret(text))
            return Whole;

        foreach (var secrets in _longestFirst)
            text = secrets.ReplaceIn(text, Part);

        return text;
    }

    public object? Apply(object? value) => Apply(value, names: null);

    /// <summary>Masks the keys, too, save those that are names of options.</summary>
    public object? ApplyWithKeys(object? value, IReadOnlySet<string> names) => Apply(value, names);

    private object? Apply(object? value, IReadOnlySet<string>? names) => _longestFirst is [] ? value : value switch
    {
        string text => Apply(text),
        JsonList list => Apply(list, names),
        JsonMap map => Apply(map, names),
        null or bool or long or BigInteger or double => OccurIn(PythonText.Str(value)) ? Whole : value,
        _ => throw new ArgumentException($"{value.GetType()} is no JSON value.", nameof(value)),
    };

    private JsonList Apply(JsonList list, IReadOnlySet<string>? names)
    {
        var masked = list;
        for (var index = 0; index < list.Count; index++)
        {
            var element = Apply(list[index], names);
            if (!ReferenceEquals(element, list[index]))
            {
                masked = ReferenceEquals(masked, list) ? [.. list] : masked;
                masked[index] = element;
            }
        }

        return masked;
    }

    private JsonMap Apply(JsonMap map, IReadOnlySet<string>? names)
    {
        var masked = map;
        for (var index = 0; index < map.Count; index++)
        {
            var (name, member) = map.GetAt(index);
            var maskedName = names is null ? name : ApplyToKey(name, names);
            var maskedMember = Apply(member, names);
            if (ReferenceEquals(masked, map))
            {
                if (ReferenceEquals(maskedName, name) && ReferenceEquals(maskedMember, member))
                    continue;

                masked = Beginning(map, index);
            }

            masked[maskedName] = maskedMember;
        }

        return masked;
    }

    private string ApplyToKey(string key, IReadOnlySet<string> names)
    {
        var masked = Apply(key);
        return ReferenceEquals(masked, key) || names.Contains(key) ? key : masked;
    }

    private static JsonMap Beginning(JsonMap map, int count)
    {
        var beginning = new JsonMap(map.Count);
        for (var index = 0; index < count; index++)
        {
            var (name, member) = map.GetAt(index);
            beginning[name] = member;
        }

        return beginning;
    }

    private bool OccurIn(string text)
    {
        foreach (var secrets in _longestFirst)
        {
            if (secrets.OccurIn(text))
                return true;
        }

        return false;
    }
}
