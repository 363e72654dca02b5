namespace Ansible.Modules;

/// <summary>What a module that succeeded answers.</summary>
public sealed class ModuleResult
{
    /// <summary>Makes a result.</summary>
    /// <param name="changed">Whether anything was changed, or would be (check mode).</param>
    /// <param name="fields">
    /// The result's own fields, answered in this order and left whole: secrets in them are not masked, save in <c>msg</c>.
    /// A value is null, a string, a bool, a number, a list or a dictionary with string keys, nested at will. A list of pairs stands
    /// for a dictionary, and takes a third of its memory.
    /// </param>
    /// <exception cref="ArgumentException">A name occurs twice, or is one that the protocol itself fills: changed, failed,
    /// warnings, deprecations, diff, invocation, exception.</exception>
    public ModuleResult(bool changed, IReadOnlyList<KeyValuePair<string, object?>>? fields = null)
    {
        Changed = changed;
        Fields = fields ?? [];
        ReservedFields.Refuse(ReservedFields.OfResult, Fields, nameof(fields));
    }

    /// <summary>Whether anything was changed, or would be.</summary>
    public bool Changed { get; }

    /// <summary>The result's own fields, in the order in which they are answered.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Fields { get; }

    /// <summary>
    /// Takes back what must not stay when nobody gets this answer, such as a token whose value is only in it. Called when the answer cannot
    /// be written; null for nothing to take back.
    /// </summary>
    public Func<Task>? Undo { get; init; }

    /// <summary>What changed. Answered only when the task asks for it; null for nothing to show.</summary>
    public ModuleDiff? Diff { get; init; }

    /// <summary>What changed in each of several things, where there may be more than one. Goes before <see cref="Diff"/>.</summary>
    public IReadOnlyList<ModuleDiff>? Diffs { get; init; }
}
