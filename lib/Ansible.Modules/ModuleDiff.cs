namespace Ansible.Modules;

/// <summary>What a task changes in one thing, as Ansible prints it with <c>--diff</c>. Secrets in it are masked.</summary>
public sealed record ModuleDiff
{
    /// <summary>Compares two texts, line by line.</summary>
    /// <param name="before">The state before; null for none.</param>
    /// <param name="after">The state after; null for none.</param>
    public ModuleDiff(string? before, string? after)
    {
        Before = before;
        After = after;
    }

    /// <summary>Compares two dictionaries, which Ansible prints as JSON.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="after">The state after.</param>
    public ModuleDiff(IReadOnlyDictionary<string, object?> before, IReadOnlyDictionary<string, object?> after)
    {
        Before = before;
        After = after;
    }

    /// <summary>The title over the state before, a path for example; null for none.</summary>
    public string? BeforeHeader { get; init; }

    /// <summary>The title over the state after; null for none.</summary>
    public string? AfterHeader { get; init; }

    // Of anything but a text or a dictionary, such as a list, ansible-playbook prints "Failure using method (v2_on_file_diff)" instead.
    internal object? Before { get; }

    internal object? After { get; }
}
