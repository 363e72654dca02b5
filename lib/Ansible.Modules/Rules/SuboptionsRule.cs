using Ansible.Modules.Parsing;

namespace Ansible.Modules.Rules;

/// <summary>Enters dictionaries that have options of their own. ansible-core 2.14, common/parameters.py, _validate_sub_spec.</summary>
internal static class SuboptionsRule
{
    public static void Apply(ArgumentScope scope, ParsingLog log, Action<ArgumentScope, ParsingLog> check)
    {
        foreach (var option in scope.Spec.Options.Where(option => option.HoldsSuboptions))
        {
            if (scope.Values.GetValueOrDefault(option.Name) is not { } value)
            {
                continue;
            }

            var inner = scope.Suboptions[option.Name] = [];
            foreach (var (index, entry) in (value as JsonArray ?? [value]).Index())
            {
                if (entry is not JsonObject values)
                {
                    log.Refuse($"value of '{option.Name}' must be of type dict or list of dicts");
                    continue;
                }

                inner.Add(scope.Enter(option, values, index));
                check(inner[^1], log);
            }
        }
    }
}
