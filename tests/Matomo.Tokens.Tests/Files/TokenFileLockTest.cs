using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Host;
using Microsoft.Extensions.Time.Testing;

namespace Matomo.Tokens.Tests.Files;

public sealed class TokenFileLockTest : DirectoryFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Test]
    public void TryTake_Free_IsAPrivateFile()
    {
        using var locks = Locks();
        Assert.That(locks.TryTake([There.File]), Is.True);
        Assert.That(There.ModeOf(There.Lock), Is.EqualTo(TokenDirectory.Octal("0600")));
    }

    [Test]
    public void TryTake_Held()
    {
        using var first = Locks();
        using var second = Locks();
        Assert.That(first.TryTake([There.File]), Is.True);
        Assert.That(second.TryTake([There.File]), Is.False);
    }

    [Test]
    public void TryTake_OneOfTwoHeld_LeavesTheOtherFree()
    {
        var other = new TokenFile(new(There.In("other")));
        using var first = Locks();
        using var second = Locks();
        using var third = Locks();
        Assert.That(first.TryTake([There.File]), Is.True);
        Assert.That(second.TryTake([other, There.File]), Is.False);
        Assert.That(third.TryTake([other]), Is.True);
    }

    [Test]
    public void TryTake_OtherFileOfTheDirectory()
    {
        using var first = Locks();
        using var second = Locks();
        Assert.That(first.TryTake([There.File]), Is.True);
        Assert.That(second.TryTake([new TokenFile(new(There.In("other")))]), Is.True);
    }

    [Test]
    public void Dispose_LeavesNothing()
    {
        using (var locks = Locks())
            Assert.That(locks.TryTake([There.File]), Is.True);

        Assert.That(There.Names, Is.Empty);
    }

    [Test]
    public void TryTake_Leftover_IsTaken()
    {
        There.With("", path: There.Lock);
        using (var locks = Locks())
            Assert.That(locks.TryTake([There.File]), Is.True);

        Assert.That(There.Names, Is.Empty);
    }

    /// <summary>Whoever waited for the lock holds a file that is not at its path any more: it is none.</summary>
    [Test]
    public void TryTake_RemovedWhileHeld_IsMadeAnew()
    {
        using var first = Locks();
        Assert.That(first.TryTake([There.File]), Is.True);
        File.Delete(There.Lock);
        using var second = Locks();
        Assert.That(second.TryTake([There.File]), Is.True);
        first.Dispose();
        Assert.That(File.Exists(There.Lock), Is.True, "the second run's lock");
    }

    [TestCase("0644")]
    [TestCase("0660")]
    public void TryTake_OthersMayOpenIt_IsReplaced(string mode)
    {
        There.With("", mode, There.Lock);
        using var stranger = OpenFile.Read(There.Lock)!;
        Assert.That(stranger.TryLock(), Is.True);
        AssertTakenAfterRemoval();
    }

    [Test]
    public void TryTake_Link_IsReplacedAndItsTargetStays()
    {
        There.With("precious", "0644", There.In("target"));
        File.CreateSymbolicLink(There.Lock, There.In("target"));
        AssertTakenAfterRemoval();
        Assert.That(File.ReadAllText(There.In("target")), Is.EqualTo("precious"));
    }

    [Category("Programs")]
    [Test]
    public void TryTake_OfSomebodyElse_IsReplaced()
    {
        Assume.That(Environment.IsPrivilegedProcess, "only root can make another user's file");
        There.With("", path: There.Lock);
        TokenDirectory.Run("chown", "12345", There.Lock);
        AssertTakenAfterRemoval();
    }

    [Category("Programs")]
    [Test]
    public void TryTake_BelongsToTheTokenFilesOwner()
    {
        Assume.That(Environment.IsPrivilegedProcess, "only root can make another user's file");
        using var locks = Locks();
        Assert.That(locks.TryTake([new TokenFile(There.Request with { Owner = "12345" })]), Is.True);
        Assert.That(FileStatus.At(There.Lock)?.User, Is.EqualTo(12345));
    }

    [Test]
    public void TryTake_DirectoryInItsPlace_IsAWarning()
    {
        Directory.CreateDirectory(There.Lock);
        var file = There.File;
        using var locks = Locks();
        Assert.That(locks.TryTake([file]), Is.True);
        Assert.That(file.Warnings.Single(), Does.Contain(There.Path).And.Contain("cannot be locked"));
    }

    [Test]
    public async Task Take_Held_WaitsAsLongAsItsPatience()
    {
        var clock = new FakeTimeProvider();
        using var first = Locks();
        first.TryTake([There.File]);
        using var second = new TokenFileLocks(Patience, clock);
        var waiting = second.TakeAsync([There.File], CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(waiting.IsCompleted, Is.False);
        while (!waiting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        var failure = await Assert.ThrowsAsync<TokenException>(async () => await waiting);
        Assert.That(failure!.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
        Assert.That(failure.Message, Does.Contain(There.Lock).And.Contain("120 seconds"));
    }

    [Test]
    public async Task Take_ReleasedWhileWaiting()
    {
        var clock = new FakeTimeProvider();
        var first = Locks();
        first.TryTake([There.File]);
        using var second = new TokenFileLocks(Patience, clock);
        var waiting = second.TakeAsync([There.File], CancellationToken.None);
        first.Dispose();
        clock.Advance(TimeSpan.FromSeconds(1));
        await waiting;
        Assert.That(File.Exists(There.Lock), Is.True);
    }

    [Test]
    public async Task Take_Cancelled()
    {
        using var first = Locks();
        first.TryTake([There.File]);
        using var end = new CancellationTokenSource();
        using var second = new TokenFileLocks(Patience, TimeProvider.System);
        var waiting = second.TakeAsync([There.File], end.Token);
        await end.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(async () => await waiting);
    }

    [Test]
    public void Sweep_Leftover_IsRemoved()
    {
        There.With("", path: There.Lock);
        TokenFileLock.Sweep(There.Lock);
        Assert.That(There.Names, Is.Empty);
    }

    [Test]
    public void Sweep_Held_Stays()
    {
        using var locks = Locks();
        locks.TryTake([There.File]);
        TokenFileLock.Sweep(There.Lock);
        Assert.That(File.Exists(There.Lock), Is.True);
    }

    private static TokenFileLocks Locks() => new(TimeSpan.Zero, TimeProvider.System);

    private void AssertTakenAfterRemoval()
    {
        using var locks = Locks();
        Assert.That(locks.TryTake([There.File]), Is.False, "what stands there is removed");
        Assert.That(locks.TryTake([There.File]), Is.True);
    }
}
