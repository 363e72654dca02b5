namespace MatomoToken.Documentation.Writers;

/// <summary>What <c>ansible-doc</c> shows of a module besides what the module says of itself.</summary>
public sealed record ModuleDocumentation
{
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
}
