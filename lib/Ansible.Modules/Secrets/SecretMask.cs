using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Secrets;

/// <summary>Removes secrets from values.</summary>
/// <remarks>Source: ansible-core 2.14, module_utils/common/parameters.py, remove_values and sanitize_keys.</remarks>
internal sealed class SecretMask
{
    public const string Whole = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER";
    private const string Part = "********";

    private readonly HashSet<string> secrets;
    private readonly string[] longestFirst;

    public SecretMask(IEnumerable<string> secrets)
    {
        this.secrets = secrets.ToHashSet(StringComparer.Ordinal);

        // The other way round, a secret that begins another one would leave that one's end in sight.
        longestFirst = [.. this.secrets.OrderByDescending(secret => secret.Length).ThenBy(secret => secret, StringComparer.Ordinal)];
    }

    public string Apply(string text) => secrets.Contains(text)
        ? Whole
        : longestFirst.Aggregate(text, (masked, secret) => masked.Replace(secret, Part, StringComparison.Ordinal));

    public object? Apply(object? value) => Apply(value, keyOf: key => key);

    /// <summary>Masks the keys, too, save those that are names of options.</summary>
    public object? ApplyWithKeys(object? value, IReadOnlySet<string> names) =>
        Apply(value, keyOf: key => names.Contains(key) ? key : Apply(key));

    private object? Apply(object? value, Func<string, string> keyOf)
    {
        switch (value)
        {
            case string text:
                return Apply(text);
            case JsonArray list:
                return list.ConvertAll(element => Apply(element, keyOf));
            case JsonObject map:
                var masked = new JsonObject();
                foreach (var (key, element) in map)
                {
                    masked[keyOf(key)] = Apply(element, keyOf);
                }

                return masked;
            case null or bool or long or BigInteger or double:
                var spelled = PythonText.Str(value);
                return longestFirst.Any(secret => spelled.Contains(secret, StringComparison.Ordinal)) ? Whole : value;
            default:
                throw new ArgumentException($"{value.GetType()} is no JSON value.", nameof(value));
        }
    }
}
