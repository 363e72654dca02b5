using Ansible.Modules.Arguments;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/validation.py, check_mutually_exclusive.</summary>
internal static class MutuallyExclusiveRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        List<string>? broken = null;
        foreach (var group in scope.Index.MutuallyExclusive)
        {
            if (HasSeveral(scope, group))
            {
                (broken ??= []).Add(string.Join('|', group));
            }
        }

        if (broken is not null)
        {
            log.Refuse($"parameters are mutually exclusive: {string.Join(", ", broken)}{scope.FoundIn}");
        }
    }

    private static bool HasSeveral(ArgumentScope scope, string[] group)
    {
        string? first = null;
        foreach (var name in group)
        {
            if (name == first || !scope.Has(name))
            {
                continue;
            }

            if (first is not null)
            {
                return true;
            }

            first = name;
        }

        return false;
    }
}
