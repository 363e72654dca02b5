namespace Ansible.Modules.Parsing.Rules;

/// <summary>Finds unknown options. ansible-core 2.14, common/parameters.py, _get_unsupported_parameters.</summary>
internal static class UnsupportedRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        foreach (var (name, _) in scope.Values)
        {
            if (!scope.Index.Knows(name))
                log.Unsupported[string.Join('.', [.. scope.Path, name])] = scope.Index.Supported;
        }
    }
}
