using System.Diagnostics;
using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>Servers, or what stands before them, that let a client in and then leave it waiting.</summary>
public sealed class HangTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [TestCase("SELECT UTC_TIMESTAMP", 2)]
    [TestCase("user_token_auth", 1)]
    [TestCase("INSERT", 1)]
    public async Task Statement_WithoutAnAnswer_EndsInTime(string statement, int patiences)
    {
        using var proxy = Hanging(statement);
        var clock = Stopwatch.StartNew();
        var exception = await FailedAsync(
            TokenErrorCode.Timeout, OverTcp(proxy.Port) with { Timeout = Patience }, Request.For().In(TokenFile));
        Assert.That(clock.Elapsed, Is.LessThan((patiences * Patience) + TimeSpan.FromSeconds(3) + Busy.Slack));
        Assert.That(exception.Message, Does.Contain("time"));
        Assert.That(Group, Is.Empty);
    }

    [TestCase("SELECT UTC_TIMESTAMP")]
    [TestCase("INSERT")]
    public async Task Cancelled_EndsWithinASecond(string statement)
    {
        using var stop = new CancellationTokenSource();
        var clock = new Stopwatch();
        using var proxy = Hanging(statement, () => Stop(stop, clock));
        await Assert.CatchAsync<OperationCanceledException>(
            () => OnceAsync([Request.For().In(TokenFile)], OverTcp(proxy.Port), cancellationToken: stop.Token));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1) + Busy.Slack));
        Assert.That(Group, Is.Empty);
    }

    [Test]
    public async Task Cancelled_WhileItCommits_EndsWithinSeconds()
    {
        using var stop = new CancellationTokenSource();
        var clock = new Stopwatch();
        using var proxy = Hanging("COMMIT", () => Stop(stop, clock));
        var exception = await Assert.CatchAsync<Exception>(
            () => OnceAsync([Request.For().In(TokenFile)], OverTcp(proxy.Port), cancellationToken: stop.Token));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4) + Busy.Slack));
        Assert.That(exception!.Message, Does.Contain("pending"));
    }

    [Test]
    public async Task Cancelled_WhileItLogsIn_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var server = LocalServer.Silent();
        var clock = Stopwatch.StartNew();
        await Assert.CatchAsync<OperationCanceledException>(
            () => OnceAsync([Request.For()], OverTcp(server.Port), cancellationToken: stop.Token));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1) + Busy.Slack));
    }

    [Test]
    public async Task Rows_WithoutEnd_EndInTime()
    {
        using var server = new Proxy.TricklingServer();
        var clock = Stopwatch.StartNew();
        await FailedAsync(TokenErrorCode.Timeout, OverTcp(server.Port) with { Timeout = Patience }, Request.For());
        Assert.That(clock.Elapsed, Is.LessThan((2 * Patience) + TimeSpan.FromSeconds(3) + Busy.Slack));
    }

    private static void Stop(CancellationTokenSource stop, Stopwatch clock)
    {
        clock.Start();
        stop.CancelAfter(TimeSpan.FromMilliseconds(100));
    }

    // Every connection is let in; from the statement on, none gets an answer.
    private QueryProxy Hanging(string statement, Action? when = null)
    {
        var hangs = false;
        var proxy = new QueryProxy(Server.Port);
        proxy.BeforeQuery = sql =>
        {
            if (!hangs && sql.Contains(statement, StringComparison.Ordinal))
            {
                hangs = true;
                when?.Invoke();
            }

            return hangs ? Fate.Hang : Fate.Forward;
        };
        return proxy;
    }
}
