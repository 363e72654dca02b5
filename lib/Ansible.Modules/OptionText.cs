using Ansible.Modules.Json;
using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules;

/// <summary>How types, values and rules are spelled for people: in <c>--help</c>, and in any other documentation of a module.</summary>
public static class OptionText
{
    /// <summary>A type's name in specifications, such as <c>str</c>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Ansible's name of it.</returns>
    public static string NameOf(ArgumentType type) => TypeConversion.NameOf(type);

    /// <summary>Such as <c>list of str, secret</c>.</summary>
    /// <param name="option">The option.</param>
    /// <returns>Its type, that of its elements, and whether it is a secret.</returns>
    public static string TypeOf(ArgumentOption option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return TypeOf(option.Type, option.Elements) + (option.NoLog ? ", secret" : "");
    }

    /// <summary>Such as <c>list of str</c>.</summary>
    /// <param name="value">The field of a result.</param>
    /// <returns>Its type and that of its elements.</returns>
    public static string TypeOf(ReturnValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return TypeOf(value.Type, value.Elements);
    }

    /// <summary>A default, a choice or a sample as it is written in a playbook.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Such as <c>true</c>, <c>5</c> or <c>present</c>.</returns>
    public static string Spell(object? value) => JsonCopy.Of(value) switch
    {
        true => "true",
        false => "false",
        var other => PythonText.Str(other),
    };

    /// <summary>The rules of a specification that are about an option, each as a sentence.</summary>
    /// <param name="spec">The specification that has the option.</param>
    /// <param name="option">The option.</param>
    /// <returns>Such as <c>Cannot be given together with token_file.</c></returns>
    public static IReadOnlyList<string> RulesOf(ArgumentSpec spec, ArgumentOption option)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(option);
        var name = option.Name;
        var groups = spec.MutuallyExclusive.Where(group => group.Contains(name));
        var excluded = groups.SelectMany(group => group).Where(other => other != name).Distinct().ToList();
        string[] exclusion = excluded.Count > 0 ? [$"Cannot be given together with {List(excluded, "or")}."] : [];
        return
        [
            .. exclusion,
            .. spec.RequiredTogether.Where(group => group.Contains(name))
                .Select(group => $"Must be given together with {List(group.Where(other => other != name), "and")}."),
            .. spec.RequiredOneOf.Where(group => group.Contains(name)).Select(group => $"One of {List(group, "and")} must be given."),
            .. spec.RequiredBy.Where(rule => rule.Option == name).Select(rule => $"Needs {List(rule.Required, "and")}."),
            .. spec.RequiredIf.Where(rule => rule.Required.Contains(name)).Select(Sentence),
        ];
    }

    private static string Sentence(RequiredIf rule)
    {
        var when = $"when {rule.Option} is {Spell(rule.Value)}";
        return rule is { AnyOf: true, Required.Count: > 1 }
            ? $"One of {List(rule.Required, "and")} is required {when}."
            : $"Required {when}.";
    }

    private static string TypeOf(ArgumentType type, ArgumentType? elements) =>
        NameOf(type) + (elements is { } inner ? $" of {NameOf(inner)}" : "");

    private static string List(IEnumerable<string> names, string conjunction) => names.ToList() switch
    {
        [.. var first, var last] when first.Count > 0 => $"{string.Join(", ", first)} {conjunction} {last}",
        var single => string.Join(", ", single),
    };
}
