namespace Ansible.Modules;

/// <summary>What a task changes, as Ansible prints it with <c>--diff</c>. Secrets in it are masked.</summary>
/// <param name="Before">The state before: a text, or a dictionary that Ansible prints as JSON.</param>
/// <param name="After">The state after, likewise.</param>
public sealed record ModuleDiff(object? Before, object? After)
{
    /// <summary>The title over the state before, a path for example; null for none.</summary>
    public string? BeforeHeader { get; init; }

    /// <summary>The title over the state after; null for none.</summary>
    public string? AfterHeader { get; init; }
}
