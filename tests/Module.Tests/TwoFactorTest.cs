using OtpNet;

namespace MatomoToken.Tests;

public class TwoFactorTest
{
    private const string Secret = "JBSWY3DPEHPK3PXP";

    [TestCase("jbsw y3dp-ehpk 3pxp")]
    [TestCase("JBSWY3DPEHPK3PXP======")]
    public async Task TotpSecret_IsReadAsItIsWritten(string secret)
    {
        await using var site = await Site.StartAsync();
        (await RunAsync(site, ("totp_secret", secret))).IsSuccess("created", true);
    }

    [Test]
    public async Task AuthCode_IsTrimmed()
    {
        await using var site = await Site.StartAsync();
        (await RunAsync(site, ("auth_code", $" {Code()} "))).IsSuccess("created", true);
    }

    private static string Code() => new Totp(Base32Encoding.ToBytes(Secret)).ComputeTotp();

    private static Task<Answer> RunAsync(Site site, (string Name, object? Value) code) =>
        site.RunWithFileAsync(("login", "bob"), ("password", "bob-password"), code);
}
