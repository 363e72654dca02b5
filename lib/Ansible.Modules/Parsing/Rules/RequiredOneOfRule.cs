using Ansible.Modules.Arguments;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/validation.py, check_required_one_of.</summary>
internal static class RequiredOneOfRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        foreach (var group in scope.Index.RequiredOneOf)
        {
            if (!group.Any(scope.Has))
            {
                log.Refuse($"one of the following is required: {string.Join(", ", group)}{scope.FoundIn}");
            }
        }
    }
}
