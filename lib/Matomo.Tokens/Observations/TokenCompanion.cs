namespace Matomo.Tokens.Observations;

/// <summary>What is noted beside a token file: what the API cannot tell later, and never the value. It counts only for the value with
/// this SHA-256. Where the time of creation is not known, the expiry is not known either.</summary>
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
