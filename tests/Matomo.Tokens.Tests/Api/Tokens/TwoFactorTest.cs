using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using Matomo.Tokens.TwoFactor;
using Moq;
using OtpNet;

namespace Matomo.Tokens.Tests.Api.Tokens;

/// <summary>Matomo's refusals in two languages: nothing may hang on a message's words.</summary>
[TestFixture("en")]
[TestFixture("de")]
[Parallelizable(ParallelScope.All)]
public class TwoFactorTest(string language)
{
    private const string Secret = "JBSWY3DPEHPK3PXP";

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task ComputedCode_FirstIsAccepted(string version)
    {
        await using var site = await StartAsync(version);
        await site.RunAsync(TokenAction.Created, Bob(site, new TimeBasedCodes(new Secret(Secret), TimeProvider.System)));
        Assert.That(site.TokensMade, Is.EqualTo(1));
        Assert.That(site.CreationsSent, Is.EqualTo(1));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task Code_IsTakenForACreationAlone(string version)
    {
        await using var site = await StartAsync(version);
        var codes = Codes(RightCode());
        var bob = Bob(site, codes.Object);
        await site.RunAsync(TokenAction.Created, bob, checkMode: true);
        await site.RunAsync(TokenAction.Created, bob);
        await site.RunAsync(TokenAction.None, bob);
        codes.Verify(given => given.NextAsync(It.IsAny<CancellationToken>()), Times.Once);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task WrongPassword_TakesNoCode(string version)
    {
        await using var site = await StartAsync(version);
        var codes = Codes(RightCode());
        var bob = Bob(site, codes.Object, "wrong-password");
        await site.FailAsync(TokenErrorCode.AuthenticationFailed, bob);
        codes.Verify(given => given.NextAsync(It.IsAny<CancellationToken>()), Times.Never);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task UsedCode_IsRejected(string version)
    {
        await using var site = await StartAsync(version);
        var bob = Bob(site, Codes(RightCode()).Object);
        await site.RunAsync(TokenAction.Created, bob);
        File.Delete(site.TokenFile);
        await site.FailAsync(TokenErrorCode.TwoFactorRejected, bob, "bob", "fresh one");
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task CodeForUserWithoutTwoFactor_DoesNoHarm(string version)
    {
        await using var site = await StartAsync(version);
        site.Credentials["alice"] = site.Credentials["alice"] with { Codes = Codes(RightCode()).Object };
        await site.RunAsync(TokenAction.Created);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task NoCode_IsAskedFor(string version)
    {
        await using var site = await StartAsync(version);
        var failure = await site.FailAsync(TokenErrorCode.TwoFactorRequired, Bob(site, codes: null), "bob", "has made a token");
        Assert.That(failure.Reason, Is.TypeOf<FailureReason.TwoFactorCode>());
        Assert.That(site.CreationsSent, Is.EqualTo(1));
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task WrongCode_IsSentOnce(string version)
    {
        await using var site = await StartAsync(version);
        await site.FailAsync(TokenErrorCode.TwoFactorRejected, Bob(site, Codes("abcdef").Object), "bob", "clock", "has made a token");
        Assert.That(site.CreationsSent, Is.EqualTo(1));
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task RequiredOfEverybody_IsTold(string version)
    {
        await using var site = await RequiringAsync(version);
        await site.FailAsync(TokenErrorCode.TwoFactorRequired, "alice", "every user", "set it up", "has made a token", "revoke it");
        Assert.That(site.CreationsSent, Is.EqualTo(1));
        Assert.That(site.TokensMade, Is.EqualTo(1));
        Assert.That(File.Exists(site.TokenFile), Is.False);
        Assert.That(site.Matomo.FailedLogins.All, Is.Empty);
    }

    [Test]
    public async Task RequiredOfEverybody_Matomo3_LeavesNothing()
    {
        await using var site = await RequiringAsync(ApiSite.Three);
        var failure = await site.FailAsync(TokenErrorCode.TwoFactorRequired, "alice", "every user", "set it up", "Matomo 3 does not tell");
        Assert.That(failure.Message, Does.Not.Contain("has made a token"));
        site.MadeNothing(passwordsSent: 1);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task RequiredOfEverybody_WrongPassword_IsAWrongPassword(string version)
    {
        await using var site = await RequiringAsync(version);
        site.SetPassword("alice", "wrong-password");
        await site.FailAsync(TokenErrorCode.AuthenticationFailed, "alice", "tried once");
        site.MadeNothing(passwordsSent: 1, failedLogins: 1);
    }

    private static string RightCode() => new Totp(Base32Encoding.ToBytes(Secret)).ComputeTotp();

    private static Mock<ITwoFactorCodes> Codes(string code)
    {
        var codes = new Mock<ITwoFactorCodes>();
        codes.Setup(given => given.NextAsync(It.IsAny<CancellationToken>())).ReturnsAsync(code);
        return codes;
    }

    private static TokenRequest Bob(ApiSite site, ITwoFactorCodes? codes, string password = "bob-password")
    {
        site.Credentials["bob"] = new UserCredentials(new Secret(password), codes);
        return site.InFile with { Login = "bob" };
    }

    private Task<ApiSite> StartAsync(string version) => ApiSite.StartAsync(version, language);

    private async Task<ApiSite> RequiringAsync(string version)
    {
        var site = await StartAsync(version);
        site.Matomo.Settings = site.Matomo.Settings with { TwoFactorRequired = true };
        return site;
    }
}
