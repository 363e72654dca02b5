using Matomo.StandIn.Users;

namespace Matomo.StandIn;

/// <summary>What a stand-in is started with.</summary>
public sealed record StandInOptions
{
    public MatomoVersion Version { get; init; } = MatomoVersion.Default;

    /// <summary>Those that it starts with; <see cref="MatomoStandIn.Settings"/> changes them.</summary>
    public StandInSettings Settings { get; init; } = new();

    public IReadOnlyList<StandInUser> Users { get; init; } = BuiltInUsers.All;

    /// <summary>
    /// The version of PHP: before 8.1, numbers of the database are texts. By itself 7.4 under Matomo 3 and 4, 8.4 under later ones.
    /// </summary>
    public Version? Php { get; init; }

    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary>PEM file; with it the stand-in speaks HTTPS only.</summary>
    public string? CertificatePath { get; init; }

    public string? KeyPath { get; init; }

    /// <summary>Where the tokens are; null keeps them in memory. Users are in memory always.</summary>
    public StandInDatabase? Database { get; init; }

    /// <summary>Where the program writes config/config.ini.php of a database server that it starts for itself; null starts none.</summary>
    public string? Installation { get; init; }

    /// <summary>As [General] salt in config.ini.php.</summary>
    public string Salt { get; init; } = "0123456789abcdef0123456789abcdef";

    /// <summary>What <see cref="MatomoStandIn.Clock"/> runs on until it is set.</summary>
    public TimeProvider BaseClock { get; init; } = TimeProvider.System;
}
