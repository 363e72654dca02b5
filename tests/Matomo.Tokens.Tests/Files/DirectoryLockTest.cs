using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Microsoft.Extensions.Time.Testing;

namespace Matomo.Tokens.Tests.Files;

public class DirectoryLockTest : DirectoryFixture
{
    [Test]
    public async Task Acquire_Free()
    {
        using var first = await AcquireAsync();
        Assert.That(first, Is.Not.Null);
    }

    [Test]
    public async Task Acquire_Held_TimesOut()
    {
        using var first = await AcquireAsync();
        var failure = await Assert.ThrowsAsync<TokenException>(async () => await AcquireAsync());
        Assert.That(failure, Has.Property("Code").EqualTo(TokenErrorCode.TokenFileUnwritable).And.Message.Contains(There.Root));
    }

    [Test]
    public async Task Acquire_Released()
    {
        (await AcquireAsync())!.Dispose();
        using var second = await AcquireAsync();
        Assert.That(second, Is.Not.Null);
    }

    [Test]
    public async Task Acquire_Held_WaitsAsLongAsItsPatience()
    {
        var clock = new FakeTimeProvider();
        using var first = await AcquireAsync();
        var second = DirectoryLock.AcquireAsync(There.Root, TimeSpan.FromMinutes(2), clock, _ => { }, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(second.IsCompleted, Is.False);
        while (!second.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<TokenException>(async () => await second);
    }

    [Test]
    public async Task Acquire_ReleasedWhileWaiting()
    {
        var clock = new FakeTimeProvider();
        var first = await AcquireAsync();
        var second = DirectoryLock.AcquireAsync(There.Root, TimeSpan.FromMinutes(2), clock, _ => { }, CancellationToken.None);
        first!.Dispose();
        clock.Advance(TimeSpan.FromSeconds(1));
        using var taken = await second;
        Assert.That(taken, Is.Not.Null);
    }

    [Test]
    public async Task Acquire_Cancelled()
    {
        using var first = await AcquireAsync();
        using var end = new CancellationTokenSource();
        var second = DirectoryLock.AcquireAsync(There.Root, TimeSpan.FromMinutes(2), TimeProvider.System, _ => { }, end.Token);
        await end.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(async () => await second);
    }

    [Test]
    public async Task Acquire_MissingDirectory_IsNull() =>
        Assert.That(
            await DirectoryLock.AcquireAsync(There.In("a"), TimeSpan.Zero, TimeProvider.System, _ => { }, CancellationToken.None),
            Is.Null);

    [Test]
    public async Task Acquire_LeavesNothingBehind()
    {
        using var first = await AcquireAsync();
        Assert.That(There.Names, Is.Empty);
    }

    private Task<DirectoryLock?> AcquireAsync() =>
        DirectoryLock.AcquireAsync(There.Root, TimeSpan.FromMilliseconds(60), TimeProvider.System, _ => { }, CancellationToken.None);
}
