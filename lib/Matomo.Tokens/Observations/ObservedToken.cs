namespace Matomo.Tokens.Observations;

/// <summary>One token as the store has it. What the store cannot tell is null.</summary>
public sealed record ObservedToken
{
    /// <summary>The row's key in the database; null over the API.</summary>
    public long? Id { get; init; }

    /// <summary>The description as stored.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether <see cref="ExpiresAt"/> is known. The API cannot tell it.</summary>
    public bool ExpiryKnown { get; init; }

    /// <summary>When it expires, UTC; null for never, and where that is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, UTC; null for never or not known. Matomo does not record every use.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Whether it is valid in POST bodies only; null where the store cannot tell.</summary>
    public bool? SecureOnly { get; init; }

    /// <summary>Whether it belongs to Matomo itself. Such a token is never touched.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Whether it has not expired at a moment.</summary>
    public bool IsLive(DateTimeOffset now) => ExpiresAt is null || ExpiresAt > now;
}
