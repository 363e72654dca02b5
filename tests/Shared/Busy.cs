namespace Tests;

/// <summary>For tests that something ends in time: what it may take beyond that on a machine that is busy with other tests.</summary>
/// <remarks>What they guard against lasts much longer: for half a minute, or for ever.</remarks>
public static class Busy
{
    public static TimeSpan Slack { get; } = TimeSpan.FromSeconds(10);
}
