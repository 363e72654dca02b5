using Matomo.StandIn.Logins;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>How a lock-out ends. Who is locked out, and which calls notice, is in the recordings.</summary>
public sealed class LockOutTest : StandInFixture
{
    [Test]
    public async Task LockOut_EndsAfterAnHour()
    {
        await StartLockedOutAsync();
        StandIn.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.That((await Api.CreateAsync(Alice)).IsError, Is.False);
    }

    [Test]
    public async Task LockOut_EndsWithUnblock()
    {
        await StartLockedOutAsync();
        StandIn.FailedLogins.Unblock();
        Assert.That((await Api.CreateAsync(Alice)).IsError, Is.False);
    }

    private async Task StartLockedOutAsync()
    {
        await StartAsync("5.8.0");
        for (var failures = 0; failures <= FailedLogins.Limit; failures++)
            StandIn.FailedLogins.Add("127.0.0.1", login: null);

        Assert.That((await Api.CreateAsync(Alice)).IsError, Is.True);
    }
}
