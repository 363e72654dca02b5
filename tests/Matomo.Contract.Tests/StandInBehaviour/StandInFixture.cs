using Matomo.Contract.Tests.Calls;
using Matomo.Contract.Tests.Targets;
using Matomo.StandIn;
using Matomo.StandIn.Users;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>What only a stand-in can be put through; one stand-in for each test.</summary>
public abstract class StandInFixture
{
    protected const string Creation = "UsersManager.createAppSpecificTokenAuth";
    protected const string MadeUp = "00000000000000000000000000000000";

    protected static IReadOnlyList<StandInUser> Users { get; } =
    [
        new("root", "root-password") { Role = UserRole.SuperUser },
        new("alice", "alice-password"),
        new("tfa", "tfa-password") { TotpSecret = "JBSWY3DPEHPK3PXP" },
    ];

    protected static ContractUser Alice { get; } = new("alice", "alice-password", null, "view");

    protected static ContractUser WithTwoFactor { get; } = new("tfa", "tfa-password", "JBSWY3DPEHPK3PXP", "view");

    protected MatomoStandIn StandIn { get; private set; } = null!;

    protected MatomoApi Api { get; private set; } = null!;

    [TearDown]
    public async Task StopAsync()
    {
        if (StandIn is not null)
        {
            Api.Dispose();
            await StandIn.DisposeAsync();
        }
    }

    protected virtual async Task StartAsync(string version, Func<StandInOptions, StandInOptions>? change = null)
    {
        var options = new StandInOptions { Version = MatomoVersion.Parse(version), Users = Users };
        StandIn = await MatomoStandIn.StartAsync(change?.Invoke(options) ?? options);
        Api = new MatomoApi(StandIn.Url, StandIn.Version.Major, new FailureBudget());
    }

    protected Task<ApiReply> AnonymousPreferenceAsync(params (string Name, string Value)[] more) =>
        Api.CallAsync("UsersManager.getUserPreference", [("userLogin", "anonymous"), ("preferenceName", "defaultReport"), .. more]);
}
