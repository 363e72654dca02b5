namespace Matomo.Tokens.Database.Tests;

/// <summary>Whose tables a fixture runs on.</summary>
public static class Versions
{
    /// <summary>Those with user_token_auth.</summary>
    public static IEnumerable<MatomoTables> Hashed => [MatomoTables.Matomo4, MatomoTables.Matomo5, MatomoTables.Later];

    /// <summary>The oldest and the newest of them, for what hangs on no column.</summary>
    public static IEnumerable<MatomoTables> Ends => [MatomoTables.Matomo4, MatomoTables.Later];

    /// <summary>Those with secure_only.</summary>
    public static IEnumerable<MatomoTables> WithSecureOnly => [MatomoTables.Matomo5, MatomoTables.Later];
}
