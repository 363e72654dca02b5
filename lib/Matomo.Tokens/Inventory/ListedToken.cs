namespace Matomo.Tokens.Inventory;

/// <summary>One token of an inventory. Neither its value nor its hash is in it.</summary>
/// <param name="Login">The user's login; of a token whose user is gone, the login that it was made for.</param>
/// <param name="Token">What the database says of it; its description as people read it. In Matomo 3 all of it is null.</param>
/// <param name="IsExpired">Whether it has expired, by the server's clock.</param>
/// <param name="IsLastUseReliable">
/// Whether Matomo records each use of it. It does not where the user has write or admin access to a site, since tracking requests are
/// then authorised from a cache; nor for the anonymous user's. Null when that is not known.
/// </param>
public sealed record ListedToken(string Login, ObservedToken Token, bool IsExpired, bool? IsLastUseReliable);
