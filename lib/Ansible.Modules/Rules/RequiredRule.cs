using Ansible.Modules.Parsing;

namespace Ansible.Modules.Rules;

/// <summary>ansible-core 2.14, common/validation.py, check_required_arguments.</summary>
internal static class RequiredRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        var missing = scope.Spec.Options
            .Where(option => option.Required && !scope.Values.ContainsKey(option.Name))
            .Select(option => option.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
        {
            log.Refuse($"missing required arguments: {string.Join(", ", missing)}{scope.FoundIn}");
        }
    }
}
