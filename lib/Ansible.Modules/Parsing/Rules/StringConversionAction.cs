namespace Ansible.Modules.Parsing.Rules;

/// <summary>What is done about a value that is no string where an option wants one: Ansible's setting <c>string_conversion_action</c>.</summary>
internal enum StringConversionAction
{
    /// <summary>It is converted.</summary>
    Ignore,

    /// <summary>It is converted, and a warning says so.</summary>
    Warn,

    /// <summary>It is refused.</summary>
    Error,
}
