using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Secrets;

/// <summary>The values that must not leave. Safe for use from several threads.</summary>
internal sealed class SecretSet
{
    private readonly Lock _access = new();
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private SecretMask? _mask;

    public void Add(string? secret)
    {
        if (string.IsNullOrEmpty(secret))
            return;

        lock (_access)
            _mask = _values.Add(secret) ? null : _mask;
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
            case JsonList list:
                list.ForEach(AddFrom);
                break;
            case JsonMap map:
                foreach (var member in map.Values)
                    AddFrom(member);

                break;
        }
    }

    /// <summary>The mask for the secrets known now.</summary>
    public SecretMask ToMask()
    {
        lock (_access)
        {
            // Messages quote lists and dictionaries as Python spells them, where a quote or a line break is escaped.
            return _mask ??= new SecretMask(_values.Concat(_values.Select(PythonText.Escaped)));
        }
    }
}
