using Matomo.StandIn.Users;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using Matomo.Tokens.TwoFactor;

namespace Matomo.Tokens.Tests.Api.Tokens;

/// <summary>A user has one plain value, which Matomo hands out.</summary>
[Parallelizable(ParallelScope.All)]
public class Matomo3Test
{
    private static readonly string Value = ApiSite.Dead();

    [TestCase("alice")]
    [TestCase("alice@example.org")]
    public async Task Present_HandsTheValueOut(string login)
    {
        await using var site = await StartAsync();
        site.SetPassword(login, "alice-password");
        var outcome = await site.RunAsync(TokenAction.None, Sample.Present with { Login = login });
        Assert.That(outcome.Value!.Reveal(), Is.EqualTo(Value));
        Assert.That(site.Warnings, Has.Some.Contains("Matomo 3").And.Some.Contains("description"));
    }

    [Test]
    public async Task PresentWithFile_KeepsTheValue()
    {
        await using var site = await StartAsync();
        await site.RunAsync(TokenAction.Updated);
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(Value));
        await site.RunAsync(TokenAction.None);
        Assert.That(site.PasswordsSent, Is.EqualTo(1));
        var other = site.Give("alice");
        await site.RunAsync(TokenAction.Updated);
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(other));
    }

    [TestCase(18)]
    [TestCase(19)]
    [TestCase(20)]
    public async Task WrongPassword_AtTheEdgeOfALockOut_GivesNoValue(int failedLogins)
    {
        await using var site = await StartAsync();
        site.FailLogins(failedLogins);
        site.SetPassword("alice", "wrong-password");
        var failure = await Assert.ThrowsAsync<TokenException>(() => site.RunAsync(TokenAction.None));
        Assert.That(failure!.Code, Is.AnyOf(TokenErrorCode.AuthenticationFailed, TokenErrorCode.LockedOut), failure.Message);
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [Test]
    public async Task CheckMode_SendsNoPassword()
    {
        await using var site = await StartAsync();
        await site.RunAsync(TokenAction.Updated, checkMode: true);
        site.MadeNothing();
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
    }

    [TestCase("wrong-password")]
    [TestCase("short")]
    public async Task WrongPassword_MadeUpValueIsRefused(string password)
    {
        await using var site = await StartAsync();
        site.SetPassword("alice", password);
        await site.FailAsync(TokenErrorCode.AuthenticationFailed, "alice", "tried once", "check login and password");
        Assert.That(site.PasswordsSent, Is.EqualTo(1));
        Assert.That(File.Exists(site.TokenFile), Is.False);
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.LessThanOrEqualTo(3));
    }

    [TestCase("dave", null)]
    [TestCase("bob", "JBSWY3DPEHPK3PXP")]
    public async Task UserWithoutSite_OrWithTwoFactor_GetsTheValue(string login, string? secret)
    {
        await using var site = await StartAsync();
        if (secret is not null)
            SetCodes(site, new TimeBasedCodes(new Secret(secret), TimeProvider.System));

        var outcome = await site.RunAsync(TokenAction.None, Sample.Present with { Login = login });
        Assert.That(site.Matomo.Tokens.Find(outcome.Value!.Reveal())!.Login, Is.EqualTo(login));
    }

    [TestCase(null, TokenErrorCode.TwoFactorRequired)]
    [TestCase("abcdef", TokenErrorCode.TwoFactorRejected)]
    public async Task TwoFactorWithoutRightCode_NothingWasMade(string? code, TokenErrorCode error)
    {
        await using var site = await StartAsync();
        if (code is not null)
            SetCodes(site, new GivenCodes(new Secret(code)));

        var failure = await site.FailAsync(error, Sample.Present with { Login = "bob" }, "bob");
        Assert.That(failure.Message, Does.Not.Contain("has made a token"));
        Assert.That(site.PasswordsSent, Is.EqualTo(1));
    }

    [Test]
    public async Task RecreateAlways_IsUnsupported()
    {
        await using var site = await StartAsync();
        await site.FailAsync(TokenErrorCode.Unsupported, Sample.Present with { Recreate = RecreateMode.Always }, "Matomo 3");
        site.MadeNothing();
    }

    private static void SetCodes(ApiSite site, ITwoFactorCodes codes) =>
        site.Credentials["bob"] = site.Credentials["bob"] with { Codes = codes };

    private static async Task<ApiSite> StartAsync()
    {
        var site = await ApiSite.StartAsync(ApiSite.Three);
        site.Matomo.AddToken("alice", new PresetToken(Value, ""));
        return site;
    }
}
