using Ansible.Modules.Arguments;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Copies the value of an alias to the option's name. ansible-core 2.14, common/parameters.py, _handle_aliases.</summary>
internal static class AliasRule
{
    public static void Apply(ArgumentScope scope, ParsingLog log)
    {
        foreach (var option in scope.Index.WithAliases)
        {
            foreach (var alias in option.Aliases.Where(scope.Has))
            {
                if (scope.Has(option.Name))
                {
                    var (name, prefix) = (option.Name, scope.Prefix);
                    log.Notices.Warn($"Both option {prefix}{name} and its alias {prefix}{alias} are set.");
                }

                scope.Values[option.Name] = scope.Values[alias];
            }
        }
    }
}
