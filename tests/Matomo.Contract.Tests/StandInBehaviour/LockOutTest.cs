using Matomo.Contract.Tests.Calls;
using Matomo.StandIn.Logins;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>plugins/Login: who is locked out, and which calls notice. More than 20 failures block; core/FrontController.php looks ahead of a token,
/// the Login plugin ahead of the methods that take a password.</summary>
public sealed class LockOutTest : StandInFixture
{
    private const string Address = "127.0.0.1";

    [TestCase("3.14.1")]
    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task Failures_BlockBeyondTheLimit(string version)
    {
        await StartAsync(version);
        for (var failures = 0; failures <= FailedLogins.Limit; failures++)
        {
            Assert.That(StandIn.FailedLogins.IsAddressBlocked(Address), Is.False);
            await Api.PreferenceAsync("alice", MadeUp);
        }

        Assert.That(StandIn.FailedLogins.IsAddressBlocked(Address), Is.True);
        await Api.PreferenceAsync("alice", MadeUp);
        Assert.That(StandIn.FailedLogins.All, Has.Count.EqualTo(FailedLogins.Limit + 1));
    }

    [Test]
    public async Task Request_WithStaleTokenAndWrongPassword_CountsOnce()
    {
        await StartAsync("4.16.1");
        await Api.CreateAsync(Alice, ("passwordConfirmation", "wrong-password"), ("token_auth", MadeUp));
        Assert.That(StandIn.FailedLogins.All, Has.Count.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("abc")]
    public async Task Password_ThatIsWeakOrMissing_DoesNotCount(string password)
    {
        await StartAsync("5.2.0");
        await Api.CreateAsync(Alice, ("passwordConfirmation", password));
        Assert.That(StandIn.FailedLogins.All, Is.Empty);
    }

    [Test]
    public async Task TwoFactorFailure_DoesNotCount()
    {
        await StartAsync("5.2.0");
        await Api.CreateAsync(WithTwoFactor);
        Assert.That(StandIn.FailedLogins.All, Is.Empty);
    }

    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task Blocked_Creation(string version)
    {
        await StartBlockedAsync(version);
        Assert.That(await Api.CreateAsync(Alice), Is.EqualTo(Refusal(200)));
        Assert.That(StandIn.Tokens.Rows, Is.Empty);
    }

    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task Blocked_Token(string version)
    {
        await StartAsync(version);
        var token = await Api.TokenOfAsync(Alice);
        Block();
        Assert.That(await Api.PreferenceAsync("alice", token), Is.EqualTo(Refusal(500)));
    }

    /// <summary>core/ExceptionHandler.php of 3.x sets no status.</summary>
    [Test]
    public async Task Blocked_Matomo3_IsAlwaysStatus200()
    {
        await StartBlockedAsync("3.14.1");
        var token = await Api.PreferenceAsync("alice", MadeUp);
        var lookup = await Api.PlainTokenAsync(Alice);
        Assert.That((token.IsError, token.Status, lookup.IsError, lookup.Status), Is.EqualTo((true, 200, true, 200)));
    }

    [TestCase("3.14.1")]
    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task Blocked_WithoutToken_IsAnswered(string version)
    {
        await StartBlockedAsync(version);
        Assert.That((await AnonymousPreferenceAsync()).Body, Is.EqualTo("{\"value\":false}"));
    }

    /// <summary>plugins/API/Controller.php makes "anonymous" of an empty token, and whoever is that already is not authenticated again. 3.x does so
    /// earlier, in core/FrontController.php, which looks for any token_auth at all.</summary>
    [TestCase("3.14.1", true)]
    [TestCase("4.16.1", false)]
    [TestCase("5.2.0", false)]
    public async Task Blocked_WithEmptyToken(string version, bool isRefused)
    {
        await StartBlockedAsync(version);
        Assert.That((await AnonymousPreferenceAsync(("token_auth", ""))).IsError, Is.EqualTo(isRefused));
    }

    /// <summary>There an empty token stays empty (plugins/API/API.php): it is checked, and counts for nothing.</summary>
    [TestCase("3.14.1", "[false]")]
    [TestCase("4.16.1", "[{\"value\":false}]")]
    [TestCase("5.2.0", "[{\"value\":false}]")]
    public async Task Blocked_WithEmptyTokenInBulk_IsRefused(string version, string answerBefore)
    {
        await StartAsync(version);
        Assert.That((await BulkProbeAsync()).Body, Is.EqualTo(answerBefore));
        Assert.That(StandIn.FailedLogins.All, Is.Empty);
        Block();
        Assert.That((await BulkProbeAsync()).Body, Does.StartWith("[{\"result\":\"error\",\"message\":\""));
    }

    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task Blocked_CreationWithoutParameters_LacksThem(string version)
    {
        await StartBlockedAsync(version);
        Assert.That((await Api.CallAsync(Creation)).Body, Does.Contain("'userLogin'"));
    }

    [Test]
    public async Task Blocked_EndsAfterAnHour()
    {
        await StartBlockedAsync("5.2.0");
        StandIn.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.That((await Api.CreateAsync(Alice)).IsError, Is.False);
    }

    [Test]
    public async Task Blocked_EndsWithUnblock()
    {
        await StartBlockedAsync("5.2.0");
        StandIn.FailedLogins.Unblock();
        Assert.That((await Api.CreateAsync(Alice)).IsError, Is.False);
    }

    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task BlockedLogin_WrongPassword_Is403(string version)
    {
        await StartAsync(version);
        Block("127.0.0.2", "alice", FailedLogins.LimitPerLogin);
        var wrong = await Api.CreateAsync(Alice, ("passwordConfirmation", "wrong-password"));
        var right = await Api.CreateAsync(Alice);
        Assert.That((wrong.IsError, wrong.Status, right.IsError), Is.EqualTo((true, 403, false)));
    }

    private static ApiReply Refusal(int status) => new(
        status,
        "application/json; charset=utf-8",
        "{\"result\":\"error\",\"message\":\"Too many failed logins. Please wait and try logging in again later.\"}");

    private async Task StartBlockedAsync(string version)
    {
        await StartAsync(version);
        Block();
    }

    private void Block(string address = Address, string? login = null, int limit = FailedLogins.Limit)
    {
        for (var failures = 0; failures <= limit; failures++)
        {
            StandIn.FailedLogins.Add(address, login);
        }
    }

    private Task<ApiReply> BulkProbeAsync() => Api.CallAsync(
        "API.getBulkRequest",
        ("urls[]", "method=UsersManager.getUserPreference&userLogin=anonymous&preferenceName=defaultReport&token_auth="));
}
