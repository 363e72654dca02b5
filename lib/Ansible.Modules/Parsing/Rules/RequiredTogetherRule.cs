using Ansible.Modules.Arguments;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/validation.py, check_required_together.</summary>
internal static class RequiredTogetherRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        foreach (var group in scope.Index.RequiredTogether)
        {
            if (group.Any(scope.Has) && !group.All(scope.Has))
            {
                log.Refuse($"parameters are required together: {string.Join(", ", group)}{scope.FoundIn}");
            }
        }
    }
}
