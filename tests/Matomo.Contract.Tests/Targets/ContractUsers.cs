using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Targets;

/// <summary>
/// The users that the suite needs: two ordinary ones with a site, a super user, one without any site, one with two-factor authentication.
/// </summary>
public sealed class ContractUsers(IReadOnlyList<ContractUser> all)
{
    public static ContractUsers OfStandIn { get; } = new(
    [
        new("root", "root-password", null, "superuser"),
        new("alice", "alice-password", null, "view"),
        new("oscar", "oscar-password", null, "admin"),
        new("nora", "nora-password", null, "none"),
        new("tfa", "tfa-password", "JBSWY3DPEHPK3PXP", "write"),
    ]);

    public IReadOnlyList<ContractUser> All => all;

    public ContractUser SuperUser => The("a super user", user => user.IsSuperUser && user.TotpSecret is null);

    public ContractUser Ordinary => The("an ordinary user with a site", IsOrdinary);

    public ContractUser Other => The("a second ordinary user with a site", user => IsOrdinary(user) && user.Login != Ordinary.Login);

    public ContractUser WithoutSite => The("a user without any site", user => user.HasNoSite && user.TotpSecret is null);

    public ContractUser WithTwoFactor => The("a user with two-factor authentication", user => user.TotpSecret is not null);

    public static ContractUsers Read(string path) => new([.. JArray.Parse(File.ReadAllText(path)).Select(User)]);

    private static ContractUser User(JToken entry) => new(
        (string)entry["login"]!,
        (string)entry["password"]!,
        (string?)entry["totp_secret"],
        (string)entry["role"]!);

    private static bool IsOrdinary(ContractUser user) => user is { IsSuperUser: false, HasNoSite: false, TotpSecret: null };

    private ContractUser The(string what, Func<ContractUser, bool> isIt) =>
        all.FirstOrDefault(isIt) ?? throw new InvalidOperationException($"MATOMO_CONTRACT_USERS has no entry for {what}.");
}
