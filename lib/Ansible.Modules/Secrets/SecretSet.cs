using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Secrets;

/// <summary>The values that must not leave. Safe for use from several threads.</summary>
internal sealed class SecretSet
{
    private readonly Lock access = new();
    private readonly HashSet<string> values = new(StringComparer.Ordinal);
    private SecretMask? mask;

    public void Add(string? secret)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return;
        }

        lock (access)
        {
            mask = values.Add(secret) ? null : mask;
        }
    }

    /// <summary>Adds every string and number in a value, as module_utils/common/parameters.py, _return_datastructure_name.</summary>
    public void AddFrom(object? value)
    {
        switch (value)
        {
            case string text:
                Add(text);
                break;
            case long or BigInteger or double:
                Add(PythonText.Str(value));
                break;
            case JsonArray list:
                list.ForEach(AddFrom);
                break;
            case JsonObject map:
                foreach (var member in map.Values)
                {
                    AddFrom(member);
                }

                break;
        }
    }

    /// <summary>The mask for the secrets known now.</summary>
    public SecretMask ToMask()
    {
        lock (access)
        {
            // Messages quote lists and dictionaries as Python spells them, where a quote or a line break is escaped.
            return mask ??= new SecretMask(values.Concat(values.Select(PythonText.Escaped)));
        }
    }
}
