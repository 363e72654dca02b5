namespace Matomo.TestDatabase;

/// <summary>A row of <c>user_token_auth</c>, column for column. Dates are UTC; a column that the version lacks is null.</summary>
public sealed record TokenRecord(long Id, string Login, string Description, string Password)
{
    public string HashAlgo { get; init; } = "sha512";

    public bool SystemToken { get; init; }

    public DateTime? LastUsed { get; init; }

    public DateTime DateCreated { get; init; }

    public DateTime? DateExpired { get; init; }

    public bool? SecureOnly { get; init; }

    public DateTime? RotationNotified { get; init; }

    public DateTime? ExpirationWarningNotified { get; init; }

    /// <value>The invented column of <see cref="MatomoTables.Later"/>.</value>
    public string? Scope { get; init; }

    internal static TokenRecord Of(IReadOnlyDictionary<string, object?> row) => new(
        Convert.ToInt64(row["idusertokenauth"], null), (string)row["login"]!, (string)row["description"]!, (string)row["password"]!)
    {
        HashAlgo = (string)row["hash_algo"]!,
        SystemToken = Convert.ToBoolean(row["system_token"], null),
        LastUsed = (DateTime?)row["last_used"],
        DateCreated = (DateTime)row["date_created"]!,
        DateExpired = (DateTime?)row["date_expired"],
        SecureOnly = row.TryGetValue("secure_only", out var secureOnly) ? Convert.ToBoolean(secureOnly, null) : null,
        RotationNotified = (DateTime?)row.GetValueOrDefault("ts_rotation_notified"),
        ExpirationWarningNotified = (DateTime?)row.GetValueOrDefault("ts_expiration_warning_notified"),
        Scope = (string?)row.GetValueOrDefault("scope"),
    };
}
