using Ansible.Modules.Json;
using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Documentation;

/// <summary>How types and values are spelt for people.</summary>
internal static class OptionText
{
    /// <summary>Such as <c>list of str, secret</c>.</summary>
    public static string TypeOf(ArgumentOption option) => TypeOf(option.Type, option.Elements) + (option.NoLog ? ", secret" : "");

    /// <summary>Such as <c>list of str</c>.</summary>
    public static string TypeOf(ArgumentType type, ArgumentType? elements) =>
        TypeConversion.NameOf(type) + (elements is { } inner ? $" of {TypeConversion.NameOf(inner)}" : "");

    /// <summary>A value as it is written in a playbook.</summary>
    public static string Spell(object? value) => JsonValue.From(value) switch
    {
        true => "true",
        false => "false",
        var other => PythonText.Str(other),
    };
}
