using Ansible.Modules.Arguments;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Reports aliases that will go. ansible-core 2.14, common/parameters.py, _handle_aliases.</summary>
internal static class DeprecatedAliasRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        foreach (var alias in scope.Index.WithDeprecatedAliases.SelectMany(option => option.DeprecatedAliases))
        {
            if (scope.Has(alias.Name))
            {
                log.Deprecations.AddAlias(alias, scope);
            }
        }
    }
}
