using Matomo.StandIn.Faults;

namespace MatomoToken.Tests;

/// <summary>Matomo's own refusals, in two languages: nothing may hang on a message's words.</summary>
[TestFixture("en")]
[TestFixture("de")]
public class RefusalTest(string language)
{
    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task WrongPassword_IsSentOnce(string version)
    {
        await using var site = await StartAsync(version);
        var answer = await site.RunWithFileAsync(("password", "wrong-password"));
        answer.IsFailure("authentication_failed", "alice", "tried once", "password");
        Assert.That((site.PasswordsSent, site.TokensMade), Is.EqualTo((1, 0)));
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.LessThanOrEqualTo(3));
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task WrongPassword_CountsOnce(string version)
    {
        await using var site = await StartAsync(version);
        await site.RunWithFileAsync(("password", "wrong-password"));
        site.MadeNothing(passwordsSent: 1, failedLogins: 1);
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task UnknownUser_IsRefused(string version)
    {
        await using var site = await StartAsync(version);
        (await site.RunWithFileAsync(("login", "nobody"))).IsFailure("authentication_failed", "nobody", "user");
        Assert.That((site.PasswordsSent, site.TokensMade), Is.EqualTo((1, 0)));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task TooShortPassword_IsRefused(string version)
    {
        await using var site = await StartAsync(version);
        (await site.RunWithFileAsync(("password", "short"))).IsFailure("authentication_failed", "alice", "password");
        site.MadeNothing(passwordsSent: 1);
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task LockedOutAtCreation_IsTold(string version)
    {
        await using var site = await StartAsync(version);
        site.LockOut();
        (await site.RunWithFileAsync()).IsFailure("locked_out", "login:unblock-blocked-ips", "throttle");
        Assert.That(site.TokensMade, Is.Zero);
        Assert.That(site.PasswordsSent, Is.EqualTo(1));
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.EqualTo(25));
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task LockedOutAtUse_IsTold(string version)
    {
        await using var site = await StartAsync(version);
        await site.RunWithFileAsync();
        var made = site.PasswordsSent;
        site.LockOut();
        (await site.RunWithFileAsync()).IsFailure("locked_out", "login:unblock-blocked-ips", "throttle");
        Assert.That(site.PasswordsSent, Is.EqualTo(made));
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.EqualTo(25));
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task LockedOutWithDeadToken_IsTold(string version)
    {
        await using var site = await StartAsync(version);
        site.LockOut();
        (await site.RunWithFileAsync(("known_token", Site.Dead()))).IsFailure("locked_out");
        site.MadeNothing(failedLogins: 25);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task LoginLockedOut_IsTold(string version)
    {
        await using var site = await StartAsync(version);
        for (var at = 0; at < 70; at++)
            site.Matomo.FailedLogins.Add("192.0.2.7", "alice");

        (await site.RunWithFileAsync(("password", "wrong-password"))).IsFailure("locked_out", "login");
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task Unblocked_WorksAgain(string version)
    {
        await using var site = await StartAsync(version);
        site.LockOut();
        await site.RunWithFileAsync();
        site.Matomo.FailedLogins.Unblock();
        Assert.That((await site.RunWithFileAsync()).ExitCode, Is.Zero);
    }

    [Test]
    public async Task DatabaseDown_IsNotALockOut([ValueSource(typeof(Site), nameof(Site.All))] string version, [Values] bool atUse)
    {
        await using var site = await StartAsync(version);
        site.Matomo.Faults.Add(FaultKind.DatabaseDown);
        (await site.RunWithFileAsync(("known_token", atUse ? site.Give("alice") : null))).IsFailure("matomo_error");
        Assert.That(site.PasswordsSent, Is.LessThanOrEqualTo(1));
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task DatabaseDownAtCreation_IsNotALockOut(string version)
    {
        await using var site = await StartAsync(version);
        site.BreakCreation(new Fault(FaultKind.DatabaseDown));
        (await site.RunWithFileAsync()).IsFailure("matomo_error", Site.Creation);
        site.MadeNothing(passwordsSent: 2);
    }

    [Test]
    public async Task AddressNotAllowed_IsToldInMatomosWords([ValueSource(typeof(Site), nameof(Site.All))] string version, [Values] bool atUse)
    {
        await using var site = await StartAsync(version);
        var value = site.Give("alice");
        site.Matomo.Faults.Add(FaultKind.AddressNotAllowed);
        var answer = await site.RunWithFileAsync(("known_token", atUse ? value : null));
        answer.IsFailure("matomo_error", "127.0.0.1");
        Assert.That(site.PasswordsSent, Is.LessThanOrEqualTo(1));
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task AddressNotAllowed_RemovesNoFile(string version)
    {
        await using var site = await StartAsync(version);
        await site.RunWithFileAsync();
        site.Matomo.Faults.Add(FaultKind.AddressNotAllowed);
        (await site.RunWithFileAsync(("state", "absent"))).IsFailure("matomo_error");
        Assert.That(File.Exists(site.TokenFile));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task AddressNotAllowedAtCreation_IsNotAWrongPassword(string version)
    {
        await using var site = await StartAsync(version);
        site.Matomo.Faults.Add(new Fault(FaultKind.AddressNotAllowed) { Skip = 2 });
        (await site.RunWithFileAsync()).IsFailure("matomo_error", "127.0.0.1");
        site.MadeNothing(passwordsSent: 2);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task TwoFactorCodeMissing_IsAskedFor(string version)
    {
        await using var site = await StartAsync(version);
        var answer = await site.RunWithFileAsync(("login", "bob"), ("password", "bob-password"));
        answer.IsFailure("two_factor_required", "bob", "auth_code", "totp_secret", "has made a token");
        Assert.That((site.CreationsSent, File.Exists(site.TokenFile)), Is.EqualTo((1, false)));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task TwoFactorCodeWrong_IsSentOnce(string version)
    {
        await using var site = await StartAsync(version);
        var answer = await site.RunWithFileAsync(("login", "bob"), ("password", "bob-password"), ("auth_code", "abcdef"));
        answer.IsFailure("two_factor_rejected", "bob", "auth_code", "clock", "has made a token");
        Assert.That((site.CreationsSent, File.Exists(site.TokenFile)), Is.EqualTo((1, false)));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task TwoFactorRequiredOfEverybody_IsTold(string version)
    {
        await using var site = await StartAsync(version);
        site.Matomo.Settings = site.Matomo.Settings with { TwoFactorRequired = true };
        (await site.RunWithFileAsync()).IsFailure("two_factor_required", "alice", "every user", "set it up", "has made a token", "revoke it");
        Assert.That((site.CreationsSent, site.TokensMade, File.Exists(site.TokenFile)), Is.EqualTo((1, 1, false)));
        Assert.That(site.Matomo.FailedLogins.All, Is.Empty);
    }

    [Test]
    public async Task TwoFactorRequiredOfEverybody_Matomo3_LeavesNothing()
    {
        await using var site = await StartAsync(Site.Three);
        site.Matomo.Settings = site.Matomo.Settings with { TwoFactorRequired = true };
        var answer = await site.RunWithFileAsync();
        answer.IsFailure("two_factor_required", "alice", "every user", "set it up");
        Assert.That(answer.Message, Does.Not.Contain("has made a token"));
        Assert.That(answer.Message, Does.Contain("Matomo 3 does not tell"), "of the password");
        site.MadeNothing(passwordsSent: 1);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task TwoFactorRequiredOfEverybody_WrongPassword_IsAWrongPassword(string version)
    {
        await using var site = await StartAsync(version);
        site.Matomo.Settings = site.Matomo.Settings with { TwoFactorRequired = true };
        (await site.RunWithFileAsync(("password", "wrong-password"))).IsFailure("authentication_failed", "alice", "tried once");
        site.MadeNothing(passwordsSent: 1, failedLogins: 1);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task RowThatCannotBeWritten_IsToldInTheDatabasesWords(string version)
    {
        await using var site = await StartAsync(version);
        site.Matomo.Settings = site.Matomo.Settings with { TokensCannotBeWritten = true };
        (await site.RunWithFileAsync()).IsFailure("matomo_error", "SQLSTATE[", "database", "Nothing was created");
        site.MadeNothing(passwordsSent: 2);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task DeadTokenInFile_IsReplaced(string version)
    {
        await using var site = await StartAsync(version);
        File.WriteAllText(site.TokenFile, Site.Dead());
        (await site.RunWithFileAsync()).IsSuccess("created", true);
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task AnotherUsersToken_IsRefused(string version)
    {
        await using var site = await StartAsync(version);
        (await site.RunAsync(("known_token", site.Give("carol")))).IsFailure("token_belongs_to_other_user", "known_token");
    }

    private Task<Site> StartAsync(string version) => Site.StartAsync(version, language);
}
