namespace Ansible.Modules.Documentation;

/// <summary>What a module documents besides its options: whatever <c>ansible-doc</c> shows of a module.</summary>
public sealed record ModuleDocumentation
{
    /// <summary>Nothing.</summary>
    public static ModuleDocumentation None { get; } = new();

    /// <summary>The version that had the module first.</summary>
    public string? VersionAdded { get; init; }

    /// <summary>Who wrote it.</summary>
    public IReadOnlyList<string> Author { get; init; } = [];

    /// <summary>What the host needs.</summary>
    public IReadOnlyList<string> Requirements { get; init; } = [];

    /// <summary>How far the module supports what Ansible asks of modules.</summary>
    public IReadOnlyList<ModuleSupport> Attributes { get; init; } = [];

    /// <summary>What is good to know, a note an element.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where to read on.</summary>
    public IReadOnlyList<SeeAlso> SeeAlso { get; init; } = [];

    /// <summary>What is in the result. <c>--help</c> lists it, too.</summary>
    public IReadOnlyList<ReturnValue> Returns { get; init; } = [];
}
