using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Secrets;

/// <summary>The secrets of a run. Thread-safe.</summary>
internal sealed class SecretSet
{
    private const int ShortestPart = 6;
    private const int ShortestHexadecimal = 16;

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

    /// <summary>Adds a part of an option's value. Masking a short one, such as <c>de</c>, would black out every message.</summary>
    public void AddPart(string part)
    {
        if (part.Length >= ShortestPart)
            Add(part);
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
            return _mask ??= new SecretMask(_values.SelectMany(FormsOf));
    }

    // How a secret may be written that is not escaped: a blank in a URL's query, and the other case of hexadecimal digits.
    private static IEnumerable<string> FormsOf(string secret) => secret.Length >= ShortestHexadecimal && secret.All(char.IsAsciiHexDigit)
        ? [secret, secret.ToLowerInvariant(), secret.ToUpperInvariant()]
        : [secret, secret.Replace(' ', '+')];
}
