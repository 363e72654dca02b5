namespace Ansible.Modules.Parsing.Rules;

/// <summary>Reports options that will be removed. ansible-core 2.14, common/parameters.py, _list_deprecations.</summary>
internal static class RemovedOptionRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        foreach (var option in scope.Index.Removed.Where(option => scope.Has(option.Name)))
        {
            var name = string.Concat(scope.Path.Append(option.Name).Select((part, depth) => depth == 0 ? part : $"[\"{part}\"]"));
            log.Deprecate("Param", name, option.RemovedInVersion, option.RemovedAtDate, option.RemovedFromCollection, scope);
        }
    }
}
