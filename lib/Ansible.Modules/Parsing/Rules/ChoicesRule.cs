using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>ansible-core 2.14, common/parameters.py, _validate_argument_values.</summary>
internal static class ChoicesRule
{
    public static void Apply(ArgumentScope scope, ParsingLog log)
    {
        foreach (var (option, choices) in scope.Index.WithChoices)
        {
            if (!scope.Values.TryGetValue(option.Name, out var value))
                continue;

            if (value is JsonList list)
                CheckElements(option.Name, list, choices, scope, log);
            else if (!IsAmong(choices, value))
                scope.Values[option.Name] = AsChoice(option.Name, value, choices, scope, log);
        }
    }

    private static void CheckElements(string name, JsonList list, JsonList choices, ArgumentScope scope, ParsingLog log)
    {
        var others = list.Where(element => !IsAmong(choices, element)).ToList();
        if (others.Count > 0)
            log.Refuse($"value of {name} must be one or more of: {Spell(choices)}. Got no match for: {Spell(others)}{scope.FoundIn}");
    }

    /// <summary>YAML makes booleans of yes, no, on and off: when a single choice can have been meant by True or False, it was.</summary>
    private static object? AsChoice(string name, object? value, JsonList choices, ArgumentScope scope, ParsingLog log)
    {
        var spellings = value switch { "False" => BoolType.False, "True" => BoolType.True, _ => [] };
        var meant = choices.Where(choice => IsAmong(spellings, choice)).ToList();
        if (meant.Count == 1)
            return meant[0];

        log.Refuse($"value of {name} must be one of: {Spell(choices)}, got: {PythonText.Str(value)}{scope.FoundIn}");
        return value;
    }

    private static bool IsAmong(IReadOnlyList<object?> choices, object? value) =>
        choices.Any(choice => PythonEquality.AreEqual(choice, value));

    private static string Spell(IEnumerable<object?> values) => string.Join(", ", values.Select(PythonText.Str));
}
