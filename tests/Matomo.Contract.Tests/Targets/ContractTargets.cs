namespace Matomo.Contract.Tests.Targets;

/// <summary>
/// What the suite runs against: stand-ins always, an installation where MATOMO_CONTRACT_URL and MATOMO_CONTRACT_USERS name one.
/// </summary>
public static class ContractTargets
{
    private static readonly InstallationTarget? Installation = FromEnvironment();

    public static IEnumerable<ContractTarget> All => Matomo3.Concat(Matomo4AndLater);

    public static IEnumerable<ContractTarget> Matomo3 => Of(new StandInTarget("3.14.1"), new StandInTarget("3.14.1", "de"));

    public static IEnumerable<ContractTarget> Matomo4AndLater => Of(
        new StandInTarget("4.16.1"),
        new StandInTarget("5.3.0"),
        new StandInTarget("5.8.0"),
        new StandInTarget("5.8.0", "de"),
        new StandInTarget("5.13.0"),
        new StandInTarget("6.0.0"));

    /// <summary>
    /// With their database; an installation's where MATOMO_CONTRACT_CONFIG_FILE names its configuration, on the host that can reach it.
    /// </summary>
    public static IEnumerable<StoreTarget> StoresOfMatomo3 =>
    [
        new StandInStoreTarget("3.14.1"), .. InstallationStores(major => major == 3),
    ];

    /// <inheritdoc cref="StoresOfMatomo3"/>
    public static IEnumerable<StoreTarget> StoresOfMatomo4AndLater =>
        [
            new StandInStoreTarget("4.16.1"),
            new StandInStoreTarget("5.8.0"),
            new StandInStoreTarget("6.0.0"),
            .. InstallationStores(major => major > 3),
        ];

    private static IEnumerable<StoreTarget> InstallationStores(Func<int, bool> isWanted) =>
        Environment.GetEnvironmentVariable("MATOMO_CONTRACT_CONFIG_FILE") switch
        {
            null or "" => [],
            _ when Installation is null =>
                throw new InvalidOperationException("MATOMO_CONTRACT_CONFIG_FILE needs MATOMO_CONTRACT_URL and MATOMO_CONTRACT_USERS."),
            var path => isWanted(Installation.Version.Major) ? [new InstallationStoreTarget(Installation, path)] : [],
        };

    private static IEnumerable<ContractTarget> Of(params StandInTarget[] standIns)
    {
        var isThree = standIns[0].Version.Major == 3;
        return standIns.Concat(Installations(installation => installation.Version.Major == 3 == isThree));
    }

    private static IEnumerable<ContractTarget> Installations(Func<InstallationTarget, bool> isWanted) =>
        Installation is not null && isWanted(Installation) ? [Installation] : [];

    private static InstallationTarget? FromEnvironment() =>
        (Environment.GetEnvironmentVariable("MATOMO_CONTRACT_URL"), Environment.GetEnvironmentVariable("MATOMO_CONTRACT_USERS")) switch
        {
            ({ Length: > 0 } url, { Length: > 0 } users) => InstallationTarget.Find(url, users),
            (null or "", null or "") => null,
            _ => throw new InvalidOperationException("MATOMO_CONTRACT_URL and MATOMO_CONTRACT_USERS go together."),
        };
}
