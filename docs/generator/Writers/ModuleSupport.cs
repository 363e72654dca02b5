namespace MatomoToken.Documentation.Writers;

/// <summary>How far a module supports something that Ansible asks of modules.</summary>
/// <param name="Name">What: <c>check_mode</c>, <c>diff_mode</c>, <c>platform</c> and others that Ansible knows.</param>
/// <param name="Support"><c>full</c>, <c>partial</c>, <c>none</c> or <c>N/A</c>.</param>
/// <param name="Description">What that means.</param>
public sealed record ModuleSupport(string Name, string Support, string Description)
{
    /// <summary>How the module goes about it, and what it cannot do; null for nothing.</summary>
    public string? Details { get; init; }

    /// <summary>Of <c>platform</c>: the systems that the module runs on; null for nothing.</summary>
    public string? Platforms { get; init; }
}
