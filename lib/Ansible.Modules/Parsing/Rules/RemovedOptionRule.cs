namespace Ansible.Modules.Parsing.Rules;

/// <summary>
/// Reports options that will go, those inside options with them: all at once from the top, as in Ansible, which names them
/// <c>outer["inner"]</c>. ansible-core 2.14, common/parameters.py, _list_deprecations.
/// </summary>
internal static class RemovedOptionRule
{
    public static void Check(ArgumentScope scope, ParsingLog log)
    {
        if (scope.IsTop)
            Check(scope.Index, scope.Values, prefix: "", log);
    }

    private static void Check(SpecIndex index, JsonMap values, string prefix, ParsingLog log)
    {
        if (!index.HoldsRemoved)
            return;

        foreach (var option in index.Spec.Options)
        {
            if (!values.TryGetValue(option.Name, out var value))
                continue;

            var name = prefix.Length == 0 ? option.Name : $"{prefix}[\"{option.Name}\"]";
            if (option.RemovedAtDate is not null || option.RemovedInVersion is not null)
                log.Deprecations.AddOption(name, option);

            if (index.InnerOf(option) is { } inner)
                CheckInside(inner, value, name, log);
        }
    }

    private static void CheckInside(SpecIndex inner, object? value, string name, ParsingLog log)
    {
        foreach (var entry in value as JsonList ?? [value])
        {
            if (entry is JsonMap map)
                Check(inner, map, name, log);
        }
    }
}
