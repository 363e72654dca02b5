namespace Matomo.StandIn.Time;

/// <summary>The server's clock: that of the machine, moved by whatever a test wants. It always ticks.</summary>
public sealed class StandInClock(TimeProvider baseClock) : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => baseClock.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _offset, (now - baseClock.GetUtcNow()).Ticks);

    /// <summary>To the second, as Matomo writes and compares its dates.</summary>
    internal DateTime UtcSecond()
    {
        var now = GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
