namespace Ansible.Modules.Parsing.Rules;

/// <summary>Enters dictionaries that have options of their own. ansible-core 2.14, common/parameters.py, _validate_sub_spec.</summary>
internal static class SuboptionsRule
{
    public static void Apply(ArgumentScope scope, ParsingLog log, Action<ArgumentScope, ParsingLog> check)
    {
        foreach (var (option, index) in scope.Index.WithSuboptions)
        {
            var value = scope.ValueOf(option.Name);
            if (value is null && option is { ApplyDefaults: true, Type: ArgumentType.Dict })
                scope.Values[option.Name] = value = new JsonMap();

            if (value is null)
                continue;

            var entries = value as JsonList ?? [value];
            var inner = scope.BeginInner(option.Name);
            for (var place = 0; place < entries.Count; place++)
            {
                if (entries[place] is not JsonMap values)
                {
                    log.Refuse($"value of '{option.Name}' must be of type dict or list of dicts");
                    continue;
                }

                inner.Add(scope.Enter(option, index, values, place));
                check(inner[^1], log);
            }
        }
    }
}
