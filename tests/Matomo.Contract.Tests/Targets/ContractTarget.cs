using Matomo.Contract.Tests.Calls;

namespace Matomo.Contract.Tests.Targets;

/// <summary>A Matomo that the contract is checked against.</summary>
public abstract class ContractTarget
{
    /// <summary>Asked for ahead of the run, as the fixtures of a generation depend on it.</summary>
    public abstract ContractVersion Version { get; }

    public abstract ContractUsers Users { get; }

    public abstract Task<Uri> StartAsync();

    public abstract Task StopAsync();

    /// <summary>Of one run against an installation, of one fixture against a stand-in of its own.</summary>
    public abstract FailureBudget Budget { get; }

    public async Task<MatomoApi> ConnectAsync() => new(await StartAsync(), Version.Major, Budget);
}
