using Ansible.Modules.Arguments;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/validation.py, check_required_arguments.</summary>
internal static class RequiredRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        List<string>? missing = null;
        foreach (var name in scope.Index.Required)
        {
            if (!scope.Has(name))
            {
                (missing ??= []).Add(name);
            }
        }

        if (missing is not null)
        {
            log.Refuse($"missing required arguments: {string.Join(", ", missing)}{scope.FoundIn}");
        }
    }
}
