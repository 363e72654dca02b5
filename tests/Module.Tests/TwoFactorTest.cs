using OtpNet;

namespace MatomoToken.Tests;

public class TwoFactorTest
{
    private const string Secret = "JBSWY3DPEHPK3PXP";

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task TotpSecret_FirstCodeIsAccepted(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await RunAsync(site, ("totp_secret", Secret))).IsSuccess("created", true);
        Assert.That((site.TokensMade, site.CreationsSent), Is.EqualTo((1, 1)));
    }

    [TestCase("jbsw y3dp-ehpk 3pxp")]
    [TestCase("JBSWY3DPEHPK3PXP======")]
    public async Task TotpSecret_IsReadAsItIsWritten(string secret)
    {
        await using var site = await Site.StartAsync();
        (await RunAsync(site, ("totp_secret", secret))).IsSuccess("created", true);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task AuthCode_IsAccepted(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await RunAsync(site, ("auth_code", $" {Code()} "))).IsSuccess("created", true);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task UsedCode_IsRejected(string version)
    {
        await using var site = await Site.StartAsync(version);
        var code = Code();
        await RunAsync(site, ("auth_code", code));
        File.Delete(site.TokenFile);
        (await RunAsync(site, ("auth_code", code))).IsFailure("two_factor_rejected", "bob", "fresh auth_code");
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task SecondRun_SpendsNoCode(string version)
    {
        await using var site = await Site.StartAsync(version);
        await RunAsync(site, ("totp_secret", Secret));
        (await RunAsync(site, ("totp_secret", Secret))).IsSuccess("none", false);
        Assert.That(site.CreationsSent, Is.EqualTo(1));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task CodeForUserWithoutTwoFactor_DoesNoHarm(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunWithFileAsync(("totp_secret", Secret))).IsSuccess("created", true);
    }

    private static string Code() => new Totp(Base32Encoding.ToBytes(Secret)).ComputeTotp();

    private static Task<Answer> RunAsync(Site site, (string Name, object? Value) code) =>
        site.RunWithFileAsync(("login", "bob"), ("password", "bob-password"), code);
}
