using Ansible.Modules.Json;
using Ansible.Modules.Parsing;

namespace Ansible.Modules.Rules;

/// <summary>ansible-core 2.14, common/parameters.py, _set_defaults: values before the checks, nulls for all others after them.</summary>
internal static class DefaultRule
{
    public static void ApplyValues(ArgumentScope scope, ParsingLog log)
    {
        foreach (var option in scope.Spec.Options.Where(option => option.Default is not null))
        {
            var value = JsonValue.From(option.Default);
            if (scope.Values.TryAdd(option.Name, value) && option.NoLog)
            {
                log.Secrets.AddFrom(value);
            }
        }
    }

    public static void ApplyNulls(ArgumentScope scope)
    {
        foreach (var option in scope.Spec.Options)
        {
            scope.Values.TryAdd(option.Name, null);
        }
    }
}
