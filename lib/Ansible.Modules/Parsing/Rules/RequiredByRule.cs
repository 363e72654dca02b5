using Ansible.Modules.Arguments;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/validation.py, check_required_by.</summary>
internal static class RequiredByRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        foreach (var rule in scope.Index.RequiredBy)
        {
            if (scope.ValueOf(rule.Option) is null)
            {
                continue;
            }

            var missing = rule.Required.Where(name => scope.ValueOf(name) is null).ToList();
            if (missing.Count > 0)
            {
                log.Refuse($"missing parameter(s) required by '{rule.Option}': {string.Join(", ", missing)}{scope.FoundIn}");
            }
        }
    }
}
