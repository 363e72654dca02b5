namespace Matomo.Tokens.Database.Tokens;

/// <summary>What was read of user_token_auth.</summary>
internal sealed class TokenRows
{
    /// <summary>The rows of the users that were asked for.</summary>
    public List<TokenRow> ByLogin { get; } = [];

    /// <summary>The rows that have a hash that was asked for, whoever's they are.</summary>
    public Dictionary<string, TokenRow> ByHash { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<TokenRow> All => ByLogin.Concat(ByHash.Values);

    /// <summary>Whether the salt is the one that the anonymous user's row was hashed with, or there is no such row.</summary>
    public bool SaltFits { get; set; }
}
