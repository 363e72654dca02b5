using Ansible.Modules.Parsing;

namespace Ansible.Modules.Rules;

/// <summary>ansible-core 2.14, common/validation.py, check_mutually_exclusive.</summary>
internal static class MutuallyExclusiveRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        var broken = scope.Spec.MutuallyExclusive.Where(group => group.Distinct().Count(scope.Values.ContainsKey) > 1).ToList();
        if (broken.Count > 0)
        {
            log.Refuse($"parameters are mutually exclusive: {string.Join(", ", broken.Select(group => string.Join('|', group)))}{scope.FoundIn}");
        }
    }
}
