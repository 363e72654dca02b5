using Matomo.StandIn.Time;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Logins;

/// <summary>The log of failed logins, and who is locked out by it (plugins/Login/Security/BruteForceDetection.php).</summary>
public sealed class FailedLogins(StandInClock clock)
{
    /// <summary>maxAllowedRetries: blocked are those with more than these.</summary>
    public const int Limit = 20;

    /// <summary>Of one login from all addresses together.</summary>
    public const int LimitPerLogin = Limit * 3;

    private static readonly TimeSpan Range = TimeSpan.FromMinutes(60);
    private readonly Lock _gate = new();
    private List<FailedLogin> _log = [];

    public IReadOnlyList<FailedLogin> All
    {
        get
        {
            lock (_gate)
                return [.. _log];
        }
    }

    /// <param name="age">How long ago it was.</param>
    public void Add(string address, string? login, TimeSpan age = default)
    {
        lock (_gate)
            _log.Add(new FailedLogin(address, login, clock.UtcSecond() - age));
    }

    /// <summary>Lets every one have been so long ago.</summary>
    public void SetAge(TimeSpan age)
    {
        lock (_gate)
            _log = [.. _log.Select(failed => failed with { At = clock.UtcSecond() - age })];
    }

    /// <summary>What <c>./console login:unblock-blocked-ips</c> does, for all addresses and logins.</summary>
    public void Unblock()
    {
        lock (_gate)
            _log.Clear();
    }

    public bool IsAddressBlocked(string address) => Recent().Count(entry => entry.Address == address) > Limit;

    public bool IsLoginBlocked(string login) =>
        Recent().Count(entry => entry.Login is { } tried && Collation.Same(login, tried)) > LimitPerLogin;

    private IEnumerable<FailedLogin> Recent()
    {
        var start = clock.UtcSecond() - Range;
        return All.Where(entry => entry.At > start);
    }
}
