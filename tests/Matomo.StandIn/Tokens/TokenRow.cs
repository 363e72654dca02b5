namespace Matomo.StandIn.Tokens;

/// <summary>
/// One row of user_token_auth; in Matomo 3 the one token of a user, with <see cref="Value"/> in place of the hash. Dates are UTC.
/// </summary>
public sealed record TokenRow(long Id, string Login, string Description)
{
    /// <summary>Lower-case hex of SHA-512 over value and salt; null in Matomo 3.</summary>
    public string? Hash { get; init; }

    /// <summary>The plain value, which only Matomo 3 stores.</summary>
    public string? Value { get; init; }

    public bool System { get; init; }

    public bool SecureOnly { get; init; }

    public DateTime? LastUsed { get; init; }

    public DateTime Created { get; init; }

    public DateTime? Expires { get; init; }

    internal bool IsLive(DateTime now) => Expires is not { } expires || expires > now;
}
