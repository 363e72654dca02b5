namespace Matomo.Tokens.Database.Tokens;

/// <summary>A row of user_token_auth, without its hash.</summary>
/// <param name="Login">The login as the row spells it; the user's own may be spelt otherwise.</param>
/// <param name="Token">What the row says.</param>
internal sealed record TokenRow(string Login, ObservedToken Token);
