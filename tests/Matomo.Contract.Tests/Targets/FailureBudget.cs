namespace Matomo.Contract.Tests.Targets;

/// <summary>
/// Matomo locks an address out after 20 failed logins within an hour. The suite stays far below: a run that would want more fails instead.
/// </summary>
public sealed class FailureBudget
{
    public const int Limit = 10;

    private int _spent;

    public int Spent => _spent;

    /// <summary>To be called ahead of every request that Matomo counts as a failed login.</summary>
    public void Spend()
    {
        if (Interlocked.Increment(ref _spent) > Limit)
            throw new InvalidOperationException($"This run has made {Limit} failed logins already; another would go beyond what it may.");
    }
}
