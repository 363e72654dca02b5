using Ansible.Modules.Arguments;
using Ansible.Modules.Json;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/parameters.py, _set_defaults: values before the checks, nulls for all others after them.</summary>
internal static class DefaultRule
{
    public static void ApplyValues(ArgumentScope scope, ParsingLog log)
    {
        scope.Values.EnsureCapacity(scope.Index.Names.Length);
        foreach (var option in scope.Index.WithDefault)
        {
            if (scope.Has(option.Name))
            {
                continue;
            }

            var value = JsonCopy.Of(option.Default);
            scope.Values[option.Name] = value;
            if (option.NoLog)
            {
                log.Secrets.AddFrom(value);
            }
        }
    }

    public static void ApplyNulls(ArgumentScope scope)
    {
        foreach (var name in scope.Index.Names)
        {
            scope.Values.TryAdd(name, null);
        }
    }
}
