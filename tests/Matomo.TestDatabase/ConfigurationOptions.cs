namespace Matomo.TestDatabase;

/// <summary>What <see cref="MatomoDatabase.WriteConfiguration"/> puts into <c>config.ini.php</c>.</summary>
public sealed record ConfigurationOptions
{
    public DatabaseAddress Address { get; init; }

    /// <summary>Null names the user of <see cref="MatomoDatabase.User"/>.</summary>
    public DatabaseUser? User { get; init; }

    /// <summary>Further keys of <c>[database]</c>, or others in place of those, such as <c>ssl_no_verify</c>; a null value leaves the key
    /// out.</summary>
    public IReadOnlyDictionary<string, string?> Database { get; init; } = new Dictionary<string, string?>();
}
