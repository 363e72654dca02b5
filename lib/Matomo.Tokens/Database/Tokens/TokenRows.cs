namespace Matomo.Tokens.Database.Tokens;

/// <summary>A row of user_token_auth, without its hash.</summary>
/// <param name="Login">The login as the row spells it; the user's own may be spelt otherwise.</param>
/// <param name="Token">What the row says.</param>
internal sealed record TokenRow(string Login, ObservedToken Token);

/// <summary>What was read of user_token_auth.</summary>
/// <param name="ByLogin">The rows of the users that were asked for.</param>
/// <param name="ByHash">The rows that have a hash that was asked for, whoever's they are.</param>
/// <param name="SaltFits">Whether the salt is the one that the anonymous user's row was hashed with, or there is no such row.</param>
internal sealed record TokenRows(IReadOnlyList<TokenRow> ByLogin, IReadOnlyDictionary<string, TokenRow> ByHash, bool SaltFits)
{
    public IEnumerable<TokenRow> All => ByLogin.Concat(ByHash.Values);
}
