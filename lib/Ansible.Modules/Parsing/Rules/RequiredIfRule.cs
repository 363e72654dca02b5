using Ansible.Modules.Arguments;
using Ansible.Modules.Python;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/validation.py, check_required_if.</summary>
internal static class RequiredIfRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        foreach (var (rule, decisive) in scope.Index.RequiredIf)
        {
            if (!scope.Values.TryGetValue(rule.Option, out var value) || !PythonEquality.AreEqual(value, decisive))
            {
                continue;
            }

            var missing = rule.Required.Where(name => !scope.Has(name)).ToList();
            if (missing.Count > 0 && (!rule.AnyOf || missing.Count == rule.Required.Count))
            {
                log.Refuse(
                    $"{rule.Option} is {PythonText.Str(decisive)} but {(rule.AnyOf ? "any" : "all")} of the following are missing: "
                    + string.Join(", ", missing) + scope.FoundIn);
            }
        }
    }
}
