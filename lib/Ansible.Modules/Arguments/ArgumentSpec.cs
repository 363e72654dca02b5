namespace Ansible.Modules.Arguments;

/// <summary>The options of a module, or those inside one option, and the rules between them.</summary>
/// <param name="Options">The options, in the order in which they are documented and checked.</param>
/// <remarks>
/// As in Ansible, the rules between options ask which options are given, and an option given as null is given;
/// an option with a default is given as well.
/// </remarks>
public sealed record ArgumentSpec(IReadOnlyList<ArgumentOption> Options)
{
    /// <summary>Groups of options of which at most one may be given.</summary>
    public IReadOnlyList<IReadOnlyList<string>> MutuallyExclusive { get; init; } = [];

    /// <summary>Groups of options that are given all or not at all.</summary>
    public IReadOnlyList<IReadOnlyList<string>> RequiredTogether { get; init; } = [];

    /// <summary>Groups of options of which at least one must be given.</summary>
    public IReadOnlyList<IReadOnlyList<string>> RequiredOneOf { get; init; } = [];

    /// <summary>Options that one value of another option requires.</summary>
    public IReadOnlyList<RequiredIf> RequiredIf { get; init; } = [];

    /// <summary>Options that the presence of another option requires.</summary>
    public IReadOnlyList<RequiredBy> RequiredBy { get; init; } = [];
}
