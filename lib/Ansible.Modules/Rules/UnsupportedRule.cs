using Ansible.Modules.Parsing;

namespace Ansible.Modules.Rules;

/// <summary>Finds options nobody knows. ansible-core 2.14, common/parameters.py, _get_unsupported_parameters.</summary>
internal static class UnsupportedRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        var names = scope.Spec.Options.Select(option => option.Name).Order(StringComparer.Ordinal).ToList();
        var aliases = scope.Spec.Options.SelectMany(option => option.Aliases).Order(StringComparer.Ordinal).ToList();
        var supported = string.Join(", ", names) + (aliases.Count > 0 ? $" ({string.Join(", ", aliases)})" : "");
        foreach (var name in scope.Values.Keys.Except(names).Except(aliases))
        {
            log.Unsupported[string.Join('.', [.. scope.Path, name])] = supported;
        }
    }
}
