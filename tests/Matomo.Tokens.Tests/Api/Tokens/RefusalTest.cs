using Matomo.StandIn.Faults;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Api.Tokens;

/// <summary>Matomo's own refusals, in two languages: nothing may hang on a message's words.</summary>
[TestFixture("en")]
[TestFixture("de")]
[Parallelizable(ParallelScope.All)]
public class RefusalTest(string language)
{
    private const string Unblock = "login:unblock-blocked-ips";

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task WrongPassword_IsSentOnce(string version)
    {
        await using var site = await StartAsync(version, "wrong-password");
        await site.FailAsync(TokenErrorCode.AuthenticationFailed, "alice", "tried once", "password");
        Assert.That(site.PasswordsSent, Is.EqualTo(1));
        Assert.That(site.TokensMade, Is.Zero);
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.LessThanOrEqualTo(version == ApiSite.Three ? 3 : 1));
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task UnknownUser_IsRefused(string version)
    {
        await using var site = await StartAsync(version);
        site.SetPassword("nobody", "alice-password");
        await site.FailAsync(TokenErrorCode.AuthenticationFailed, site.InFile with { Login = "nobody" }, "nobody", "user");
        Assert.That(site.PasswordsSent, Is.EqualTo(1));
        Assert.That(site.TokensMade, Is.Zero);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task TooShortPassword_IsRefused(string version)
    {
        await using var site = await StartAsync(version, "short");
        await site.FailAsync(TokenErrorCode.AuthenticationFailed, "alice", "password");
        site.MadeNothing(passwordsSent: 1);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task LockedOutAtCreation_IsTold(string version)
    {
        await using var site = await StartAsync(version);
        site.LockOut();
        var failure = await site.FailAsync(TokenErrorCode.LockedOut, Unblock);
        Assert.That(failure.Reason, Is.TypeOf<FailureReason.TooManyAtOnce>());
        site.MadeNothing(passwordsSent: 1, failedLogins: 25);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task LockedOutAtUse_IsTold(string version)
    {
        await using var site = await StartAsync(version);
        await site.RunAsync(version == ApiSite.Three ? TokenAction.Updated : TokenAction.Created);
        var sent = site.PasswordsSent;
        site.LockOut();
        var failure = await site.FailAsync(TokenErrorCode.LockedOut, Unblock);
        Assert.That(failure.Reason, Is.TypeOf<FailureReason.TooManyAtOnce>());
        Assert.That(site.PasswordsSent, Is.EqualTo(sent));
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.EqualTo(25));
        site.Matomo.FailedLogins.Unblock();
        await site.RunAsync(TokenAction.None);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task LockedOutWithDeadToken_IsTold(string version)
    {
        await using var site = await StartAsync(version);
        site.LockOut();
        await site.FailAsync(TokenErrorCode.LockedOut, ApiSite.Known(ApiSite.Dead()));
        site.MadeNothing(failedLogins: 25);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task LoginLockedOut_IsTold(string version)
    {
        await using var site = await StartAsync(version, "wrong-password");
        for (var at = 0; at < 70; at++)
            site.Matomo.FailedLogins.Add("192.0.2.7", "alice");

        await site.FailAsync(TokenErrorCode.LockedOut, "login");
    }

    [Test]
    public async Task DatabaseDown_IsNotALockOut([ValueSource(typeof(ApiSite), nameof(ApiSite.All))] string version, [Values] bool atUse)
    {
        await using var site = await StartAsync(version);
        site.Matomo.Faults.Add(FaultKind.DatabaseDown);
        await site.FailAsync(TokenErrorCode.MatomoError, atUse ? ApiSite.Known(site.Give("alice")) : site.InFile);
        Assert.That(site.PasswordsSent, Is.LessThanOrEqualTo(1));
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task DatabaseDownAtCreation_IsNotALockOut(string version)
    {
        await using var site = await StartAsync(version);
        site.BreakCreation(new Fault(FaultKind.DatabaseDown));
        await site.FailAsync(TokenErrorCode.MatomoError, ApiSite.Creation);
        site.MadeNothing(passwordsSent: 2);
    }

    [Test]
    public async Task AddressNotAllowed_IsToldInMatomosWords(
        [ValueSource(typeof(ApiSite), nameof(ApiSite.All))] string version, [Values] bool atUse)
    {
        await using var site = await StartAsync(version);
        var request = atUse ? ApiSite.Known(site.Give("alice")) : site.InFile;
        site.Matomo.Faults.Add(FaultKind.AddressNotAllowed);
        await site.FailAsync(TokenErrorCode.MatomoError, request, "127.0.0.1");
        Assert.That(site.PasswordsSent, Is.LessThanOrEqualTo(1));
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task AddressNotAllowed_RemovesNoFile(string version)
    {
        await using var site = await StartAsync(version);
        await site.RunAsync(version == ApiSite.Three ? TokenAction.Updated : TokenAction.Created);
        site.Matomo.Faults.Add(FaultKind.AddressNotAllowed);
        await site.FailAsync(TokenErrorCode.MatomoError, site.InFile with { State = TokenState.Absent });
        Assert.That(File.Exists(site.TokenFile));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task AddressNotAllowedAtCreation_IsNotAWrongPassword(string version)
    {
        await using var site = await StartAsync(version);
        site.Matomo.Faults.Add(new Fault(FaultKind.AddressNotAllowed) { Skip = 2 });
        await site.FailAsync(TokenErrorCode.MatomoError, "127.0.0.1");
        site.MadeNothing(passwordsSent: 2);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task RowThatCannotBeWritten_IsToldInTheDatabasesWords(string version)
    {
        await using var site = await StartAsync(version);
        site.Matomo.Settings = site.Matomo.Settings with { TokensCannotBeWritten = true };
        await site.FailAsync(TokenErrorCode.MatomoError, "SQLSTATE[", "database", "Nothing was created");
        site.MadeNothing(passwordsSent: 2);
    }

    private async Task<ApiSite> StartAsync(string version, string password = "alice-password")
    {
        var site = await ApiSite.StartAsync(version, language);
        site.SetPassword("alice", password);
        return site;
    }
}
