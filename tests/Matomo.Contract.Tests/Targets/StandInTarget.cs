using Matomo.StandIn;
using Matomo.StandIn.Users;

namespace Matomo.Contract.Tests.Targets;

/// <summary>A stand-in in this process, one for each fixture.</summary>
public sealed class StandInTarget(string version, string language = "en") : ContractTarget
{
    private readonly MatomoVersion _version = MatomoVersion.Parse(version);
    private MatomoStandIn? _standIn;

    public override ContractVersion Version { get; } = ContractVersion.Parse(version);

    public override ContractUsers Users => ContractUsers.OfStandIn;

    public override FailureBudget Budget { get; } = new();

    public override async Task<Uri> StartAsync()
    {
        _standIn = await MatomoStandIn.StartAsync(new StandInOptions
        {
            Version = _version,
            Settings = new() { Language = language },
            Users = [.. Users.All.Select(User)],
        });
        return _standIn.Url;
    }

    public override async Task StopAsync()
    {
        if (_standIn is not null)
            await _standIn.DisposeAsync();
    }

    public override string ToString() => $"stand-in {version} {language}";

    private static StandInUser User(ContractUser user) => new(user.Login, user.Password)
    {
        TotpSecret = user.TotpSecret,
        Role = Enum.Parse<UserRole>(user.Role, ignoreCase: true),
    };
}
