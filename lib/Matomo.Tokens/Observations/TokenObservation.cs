namespace Matomo.Tokens.Observations;

/// <summary>What a store holds of what one request is about.</summary>
internal sealed record TokenObservation
{
    /// <summary>The login as the store spells it; as the request spells it where the store cannot tell.</summary>
    public required string Login { get; init; }

    /// <summary>Whether the store can prove to Matomo that it acts for this user (<see cref="StoreAbilities.NeedsPassword"/>).</summary>
    public bool HasPassword { get; init; }

    /// <summary>The candidates that were looked at, in order of precedence. One that is live ends the search.</summary>
    public IReadOnlyList<ObservedValue> Values { get; init; } = [];

    /// <summary>All tokens of this login and description, live or not; null where the store cannot see them.</summary>
    public IReadOnlyList<ObservedToken>? Group { get; init; }

    /// <summary>Matomo 3 in the database: the user's one value, in plain text.</summary>
    public TokenValue? PlainValue { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
