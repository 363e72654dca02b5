namespace Matomo.Tokens.Observations;

/// <summary>What a store can do, on the version of Matomo that was found.</summary>
internal sealed record StoreAbilities
{
    /// <summary>Matomo's HTTP API on 4.x and 5.x: creates, and recognises a value that it is shown.</summary>
    public static StoreAbilities Api { get; } = new() { NeedsPassword = true };

    /// <summary>Matomo's HTTP API on 3.x: hands out the user's one value.</summary>
    public static StoreAbilities ApiOfMatomo3 { get; } = new() { NeedsPassword = true, OneValuePerUser = true };

    /// <summary>Matomo's database, 5.0 and later.</summary>
    public static StoreAbilities Database { get; } = new() { HasRows = true, SetsValues = true, SetsSecureOnly = true };

    /// <summary>Matomo's database, 3.x: each user has one plain value, which can be read and replaced.</summary>
    public static StoreAbilities DatabaseOfMatomo3 { get; } = new() { SetsValues = true, OneValuePerUser = true };

    /// <summary>Whether each token is a row: those of a login and description can be listed, changed in place and revoked.</summary>
    public bool HasRows { get; init; }

    /// <summary>Whether a token can be given a value from outside.</summary>
    public bool SetsValues { get; init; }

    /// <summary>Whether secure_only can be set when a token is created.</summary>
    public bool SetsSecureOnly { get; init; }

    /// <summary>Matomo 3: each user has one value, without description and expiry.</summary>
    public bool OneValuePerUser { get; init; }

    /// <summary>Whether only someone who knows the user's password gets a value.</summary>
    public bool NeedsPassword { get; init; }
}
