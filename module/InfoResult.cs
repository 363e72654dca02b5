using Matomo.Tokens.Inventory;

namespace MatomoToken;

/// <summary>Writes what was found. Every key is always there; it is null when unknown or not of this backend.</summary>
internal static class InfoResult
{
    public static ModuleResult Of(TokenInventory inventory) => Of(TokenOptions.Database, inventory.MatomoVersion, inventory, check: null);

    public static ModuleResult Of(TokenCheck check) => Of(TokenOptions.Api, check.MatomoVersion, inventory: null, check);

    private static ModuleResult Of(string backend, string? version, TokenInventory? inventory, TokenCheck? check) => new(
        changed: false,
        [
            new(TokenOptions.Backend, backend),
            new("matomo_version", version),
            new(TokenOptions.Tokens, inventory?.Tokens.Select(Members).ToList()),
            new("super_users", inventory?.SuperUsers),
            new("valid", check?.IsValid),
            new(TokenOptions.Login, check?.Login),
            new("super_user", check?.IsSuperUser),
        ]);

    private static KeyValuePair<string, object?>[] Members(ListedToken listed) =>
    [
        new("id", listed.Token.Id),
        new(TokenOptions.Login, listed.Login),
        new(TokenOptions.Description, listed.Token.Description),
        new("created_at", TokenResult.Time(listed.Token.CreatedAt)),
        new("last_used_at", TokenResult.Time(listed.Token.LastUsedAt)),
        new("last_use_reliable", listed.IsLastUseReliable),
        new(TokenOptions.ExpiresAt, TokenResult.Time(listed.Token.ExpiresAt)),
        new("expired", listed.IsExpired),
        new(TokenOptions.SecureOnly, listed.Token.SecureOnly),
        new(InfoOptions.System, listed.Token.IsSystem),
    ];
}
