namespace Ansible.Modules.Parsing.Rules;

/// <summary>What to do with a value that is no string where an option wants one: Ansible's setting of this name.</summary>
internal enum StringConversionAction
{
    Ignore,
    Warn,
    Error,
}
