namespace Matomo.Tokens.Observations;

/// <summary>What is noted beside a token file: what the API cannot tell later. Never the value.</summary>
/// <param name="Login">The login that the token was asked for with.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Url">Matomo's URL; null when it came from the database.</param>
/// <param name="CreatedAt">When it was made, UTC; null when that was not seen, and then its expiry is not known either.</param>
/// <param name="ExpiresAt">When it expires, UTC; null for never.</param>
/// <param name="SecureOnly">Whether it is valid in POST bodies only; null when that is not known.</param>
/// <param name="Sha256">The SHA-256 of the value, lower-case hexadecimal. The note counts only for a value that has it.</param>
internal sealed record TokenCompanion(
    string Login,
    string? Description,
    string? Url,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ExpiresAt,
    bool? SecureOnly,
    string Sha256)
{
    /// <summary>Whether it says of a token what the store says; whose it is was settled when the value was recognised.</summary>
    public bool Describes(ObservedToken? token, TokenDescription description) => token is not null
        && Description is not null && description.Matches(Description)
        && CreatedAt == token.CreatedAt
        && (CreatedAt is null || ExpiresAt == token.ExpiresAt)
        && SecureOnly == token.SecureOnly;
}
