namespace Matomo.Tokens.Observations;

/// <summary>What was read, in one go, before anything is planned.</summary>
internal sealed record StoreObservation
{
    /// <summary>The moment of reading, by the server's clock where the store can tell it, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    public required StoreAbilities Abilities { get; init; }

    /// <summary>The installed version, such as <c>5.8.0</c>, or null when it was not needed or cannot be read.</summary>
    public string? MatomoVersion { get; init; }

    /// <summary>One observation for each request, in their order.</summary>
    public required IReadOnlyList<TokenObservation> Tokens { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
