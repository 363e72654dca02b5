using Matomo.Contract.Tests.Calls;
using Matomo.Tokens.Database.Connection;

namespace Matomo.Contract.Tests.Targets;

/// <summary>A Matomo whose API and database are both at hand.</summary>
public abstract class StoreTarget
{
    public abstract int Major { get; }

    public abstract ContractUsers Users { get; }

    public abstract Uri Url { get; }

    public abstract DatabaseOptions Options { get; }

    /// <summary>For MySqlConnector: to take back what a test did.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Of this fixture alone.</summary>
    public FailureBudget Budget { get; } = new();

    public MatomoApi Api => new(Url, Major, Budget);

    public abstract Task StartAsync();

    public abstract Task StopAsync();
}
