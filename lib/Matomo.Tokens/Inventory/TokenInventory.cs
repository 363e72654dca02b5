namespace Matomo.Tokens.Inventory;

/// <summary>Tokens that a database holds.</summary>
public sealed record TokenInventory
{
    /// <summary>The version that Matomo noted in its database; null when it did not.</summary>
    public string? MatomoVersion { get; init; }

    /// <summary>The tokens, by login and then by the order of their creation.</summary>
    public required IReadOnlyList<ListedToken> Tokens { get; init; }

    /// <summary>The logins of the super users among the users of the filter; null where the account may not read who they are.</summary>
    public IReadOnlyList<string>? SuperUsers { get; init; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
