using Ansible.Modules.Python;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>Which options must be given, or not together. ansible-core 2.14, common/validation.py, check_*.</summary>
internal static class PresenceRules
{
    /// <summary><see cref="ArgumentSpec.MutuallyExclusive"/>.</summary>
    public static void CheckExclusive(ArgumentScope scope, ParsingLog log)
    {
        var broken = Array.FindAll(scope.Index.MutuallyExclusive, group => HasSeveral(scope, group));
        if (broken.Length > 0)
        {
            var groups = string.Join(", ", broken.Select(group => string.Join('|', group)));
            log.Refuse($"parameters are mutually exclusive: {groups}{scope.FoundIn}");
        }
    }

    /// <summary><see cref="ArgumentOption.Required"/>.</summary>
    public static void CheckRequired(ArgumentScope scope, ParsingLog log)
    {
        var missing = Array.FindAll(scope.Index.Required, name => !scope.Has(name));
        if (missing.Length > 0)
            log.Refuse($"missing required arguments: {string.Join(", ", missing)}{scope.FoundIn}");
    }

    /// <summary><see cref="ArgumentSpec.RequiredTogether"/>.</summary>
    public static void CheckTogether(ArgumentScope scope, ParsingLog log)
    {
        foreach (var group in scope.Spec.RequiredTogether.Where(group => group.Any(scope.Has) && !group.All(scope.Has)))
            log.Refuse($"parameters are required together: {string.Join(", ", group)}{scope.FoundIn}");
    }

    /// <summary><see cref="ArgumentSpec.RequiredOneOf"/>.</summary>
    public static void CheckOneOf(ArgumentScope scope, ParsingLog log)
    {
        foreach (var group in scope.Spec.RequiredOneOf.Where(group => !group.Any(scope.Has)))
            log.Refuse($"one of the following is required: {string.Join(", ", group)}{scope.FoundIn}");
    }

    /// <summary><see cref="ArgumentSpec.RequiredIf"/>.</summary>
    public static void CheckIf(ArgumentScope scope, ParsingLog log)
    {
        foreach (var (rule, decisive) in scope.Index.RequiredIf)
        {
            if (!scope.Values.TryGetValue(rule.Option, out var value) || !PythonEquality.AreEqual(value, decisive))
                continue;

            var missing = rule.Required.Where(name => !scope.Has(name)).ToList();
            if (missing.Count > 0 && (!rule.AnyOf || missing.Count == rule.Required.Count))
            {
                log.Refuse(
                    $"{rule.Option} is {PythonText.Str(decisive)} but {(rule.AnyOf ? "any" : "all")} of the following are missing: "
                    + string.Join(", ", missing) + scope.FoundIn);
            }
        }
    }

    /// <summary><see cref="ArgumentSpec.RequiredBy"/>.</summary>
    public static void CheckBy(ArgumentScope scope, ParsingLog log)
    {
        foreach (var rule in scope.Spec.RequiredBy)
        {
            var missing = rule.Required.Where(name => scope.ValueOf(name) is null).ToList();
            if (missing.Count > 0 && scope.ValueOf(rule.Option) is not null)
                log.Refuse($"missing parameter(s) required by '{rule.Option}': {string.Join(", ", missing)}{scope.FoundIn}");
        }
    }

    // No query: this is asked for each group of each of a hundred thousand entries.
    private static bool HasSeveral(ArgumentScope scope, string[] group)
    {
        var count = 0;
        foreach (var name in group)
            count += scope.Has(name) ? 1 : 0;

        return count > 1;
    }
}
