namespace Matomo.Tokens.Inventory;

/// <summary>Which tokens an inventory lists: those that meet all that is given. Empty, it lists every token there is.</summary>
public sealed record TokenFilter
{
    /// <summary>Of these users, each given by Matomo login or e-mail address; null for every user's, empty for nobody's.</summary>
    public IReadOnlyList<string>? Logins { get; init; }

    /// <summary>Of this description, case included; null for any.</summary>
    public TokenDescription? Description { get; init; }

    /// <summary>The one of this value; null for any.</summary>
    public TokenValue? Value { get; init; }

    /// <summary>Live ones that were not used for so long, as far as Matomo recorded it; null for any.</summary>
    /// <remarks>One that was never used counts from its creation.</remarks>
    public TokenLifetime? UnusedFor { get; init; }

    /// <summary>Live ones that expire within this time; null for any.</summary>
    public TokenLifetime? ExpiresWithin { get; init; }

    /// <summary>True for Matomo's own alone, false for all others; null for any.</summary>
    public bool? IsSystem { get; init; }

    /// <summary>Whether a token meets what can be told without its user and its value.</summary>
    internal bool Selects(ObservedToken token, DateTimeOffset now) =>
        (Description is null || (token.Description is { } stored && Description.Matches(stored)))
        && (UnusedFor is not { } unused || (token.IsLive(now) && (token.LastUsedAt ?? token.CreatedAt) <= now - unused.Duration))
        && (ExpiresWithin is not { } within || (token.IsLive(now) && token.ExpiresAt <= now + within.Duration));

    /// <summary>Whether a token meets <see cref="IsSystem"/>.</summary>
    internal bool Selects(bool isSystem) => IsSystem is not { } wanted || wanted == isSystem;

    /// <summary>Requires that nothing is asked that Matomo 3, whose users have one value each and no more, cannot answer.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.Unsupported"/>.</exception>
    internal void RequireNothingButUserAndValue()
    {
        if (Description is not null || UnusedFor is not null || ExpiresWithin is not null)
        {
            throw new TokenException(
                TokenErrorCode.Unsupported,
                "This is Matomo 3, whose users have one token each, without a description, an expiry or a note of its last use: "
                + "filters by those cannot be answered. Leave them out, or update to Matomo 4 or later.",
                reason: new FailureReason.Settings(nameof(Description), nameof(UnusedFor), nameof(ExpiresWithin)));
        }
    }
}
