using Ansible.Modules.Arguments;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Takes what is not given from the environment. ansible-core 2.14, common/parameters.py, set_fallbacks and env_fallback.</summary>
internal static class FallbackRule
{
    public static void Apply(ArgumentScope scope)
    {
        foreach (var option in scope.Index.WithFallback)
        {
            if (!scope.Has(option.Name) && ValueOf(option.EnvironmentFallback) is { } value)
            {
                scope.Values[option.Name] = value;
            }
        }
    }

    private static string? ValueOf(IEnumerable<string> variables) => variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => value is not null);
}
