namespace MatomoToken.Documentation.Writers;

/// <summary>Where to read on: another module, or a page.</summary>
/// <param name="Name">The module's name, or the page's title.</param>
/// <param name="Description">What is found there.</param>
public sealed record SeeAlso(string Name, string Description)
{
    /// <summary>The page's address; null for a module.</summary>
    public string? Link { get; init; }
}
