namespace Ansible.Modules.Documentation;

/// <summary>Says in words which rules of a specification are about an option.</summary>
internal static class OptionRules
{
    public static IEnumerable<string> Of(ArgumentSpec spec, ArgumentOption option)
    {
        var name = option.Name;
        var excluded = spec.MutuallyExclusive.Where(group => group.Contains(name)).SelectMany(group => group).Where(other => other != name).Distinct().ToList();
        if (excluded.Count > 0)
        {
            yield return $"Cannot be given together with {List(excluded, "or")}.";
        }

        foreach (var group in spec.RequiredTogether.Where(group => group.Contains(name)))
        {
            yield return $"Must be given together with {List(group.Where(other => other != name), "and")}.";
        }

        foreach (var group in spec.RequiredOneOf.Where(group => group.Contains(name)))
        {
            yield return $"One of {List(group, "and")} must be given.";
        }

        foreach (var rule in spec.RequiredBy.Where(rule => rule.Option == name))
        {
            yield return $"Needs {List(rule.Required, "and")}.";
        }

        foreach (var rule in spec.RequiredIf.Where(rule => rule.Required.Contains(name)))
        {
            var when = $"when {rule.Option} is {OptionText.Spell(rule.Value)}";
            yield return rule is { AnyOf: true, Required.Count: > 1 } ? $"One of {List(rule.Required, "and")} is required {when}." : $"Required {when}.";
        }
    }

    private static string List(IEnumerable<string> names, string conjunction) => names.ToList() switch
    {
        [.. var first, var last] when first.Count > 0 => $"{string.Join(", ", first)} {conjunction} {last}",
        var single => string.Join(", ", single),
    };
}
