namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/parameters.py, _handle_aliases.</summary>
internal static class AliasRule
{
    /// <summary>Reports aliases that will be removed.</summary>
    public static void Report(ArgumentScope scope, ParsingLog log)
    {
        foreach (var alias in scope.Index.DeprecatedAliases.Where(alias => scope.Has(alias.Name)))
            log.Deprecate("Alias", scope.Prefix + alias.Name, alias.Version, alias.Date, alias.CollectionName, scope);
    }

    /// <summary>Copies the value of an alias to the option's name.</summary>
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
