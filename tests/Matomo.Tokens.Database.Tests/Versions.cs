namespace Matomo.Tokens.Database.Tests;

/// <summary>Whose tables a fixture runs on.</summary>
public static class Versions
{
    /// <summary>Those with user_token_auth.</summary>
    public static IEnumerable<MatomoTables> Hashed => [MatomoTables.Matomo4, MatomoTables.Matomo5, MatomoTables.Later];

    /// <summary>Those with secure_only.</summary>
    public static IEnumerable<MatomoTables> WithSecureOnly => [MatomoTables.Matomo5, MatomoTables.Later];

    public static IEnumerable<MatomoTables> All => [MatomoTables.Matomo3, .. Hashed];
}
