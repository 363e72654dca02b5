using Ansible.Modules.Json;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>
/// What stands for an option that is not given. ansible-core 2.14, common/parameters.py, set_fallbacks and _set_defaults: values before the
/// checks, nulls for all others after them.
/// </summary>
internal static class DefaultRule
{
    /// <summary>Takes values from the environment.</summary>
    public static void ApplyFallbacks(ArgumentScope scope)
    {
        foreach (var option in scope.Index.WithFallback)
        {
            if (!scope.Has(option.Name) && ValueOf(option.EnvironmentFallback) is { } value)
                scope.Values[option.Name] = value;
        }
    }

    public static void ApplyValues(ArgumentScope scope)
    {
        scope.Values.EnsureCapacity(scope.Index.Names.Count);
        foreach (var option in scope.Index.WithDefault)
        {
            if (!scope.Has(option.Name))
                scope.Values[option.Name] = JsonCopy.Of(option.Default);
        }
    }

    public static void ApplyNulls(ArgumentScope scope)
    {
        foreach (var name in scope.Index.Names)
            scope.Values.TryAdd(name, null);
    }

    private static string? ValueOf(IEnumerable<string> variables) =>
        variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => value is not null);
}
