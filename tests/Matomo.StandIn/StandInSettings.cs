namespace Matomo.StandIn;

/// <summary>What an operator sets in Matomo, in its database or around it, and may change while it runs.</summary>
public sealed record StandInSettings
{
    /// <summary>For <see cref="DatabaseError"/>.</summary>
    public const string AccessDenied = "SQLSTATE[HY000] [1045] Access denied for user 'matomo'@'127.0.0.1' (using password: YES)";

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>[General] default_language: en or de.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What users chose, by login; "anonymous" may have a language, too.</summary>
    public IReadOnlyDictionary<string, string> UserLanguages { get; init; } = None;

    /// <summary>What users prefer, by login and name: <c>alice_defaultReport</c>.</summary>
    public IReadOnlyDictionary<string, string> Preferences { get; init; } = None;

    /// <summary>The anonymous user has view access to the one site there is.</summary>
    public bool AnonymousMayView { get; init; }

    public bool TwoFactorIsActive { get; init; } = true;

    /// <summary>
    /// TwoFactorAuth's twoFactorAuthRequired: who has no two-factor authentication gets no token, though its row is made.
    /// </summary>
    public bool TwoFactorRequired { get; init; }

    /// <summary>Login's enableBruteForceDetection.</summary>
    public bool LocksOut { get; init; } = true;

    /// <summary>Login's blacklistedBruteForceIps.</summary>
    public IReadOnlyList<string> LockedAddresses { get; init; } = [];

    /// <summary>Login's whitelisteBruteForceIps.</summary>
    public IReadOnlyList<string> NeverLockedAddresses { get; init; } = [];

    /// <summary>[General] only_allow_secure_auth_tokens.</summary>
    public bool OnlySecureTokens { get; init; }

    /// <summary>[General] force_ssl.</summary>
    public bool ForceSsl { get; init; }

    /// <summary>[General] assume_secure_protocol.</summary>
    public bool AssumeSecureProtocol { get; init; }

    /// <summary>[General] maintenance_mode.</summary>
    public bool Maintenance { get; init; }

    /// <summary>[General] login_allowlist_ip; empty allows every address.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>[General] login_allowlist_apply_to_reporting_api_requests.</summary>
    public bool AllowlistAppliesToApi { get; init; } = true;

    /// <summary>False without config.ini.php, or where no table has the prefix.</summary>
    public bool IsInstalled { get; init; } = true;

    /// <summary>What the driver says when Matomo connects; null when that goes well.</summary>
    public string? DatabaseError { get; init; }

    /// <summary>As if user_token_auth had a trigger that refuses each row.</summary>
    public bool TokensCannotBeWritten { get; init; }
}
