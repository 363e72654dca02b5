using Matomo.StandIn.Users;

namespace MatomoToken.Tests;

public class Matomo3Test
{
    private static readonly string Value = Site.Dead();

    [Test]
    public async Task Present_HandsTheValueOut()
    {
        await using var site = await StartAsync();
        var answer = await site.RunAsync();
        answer.IsSuccess("none", false);
        Assert.That(answer.Value, Is.EqualTo(Value));
        Assert.That(answer.Warnings, Has.Some.Contains("Matomo 3").And.Some.Contains("description"));
    }

    [Test]
    public async Task PresentWithFile_KeepsTheValue()
    {
        await using var site = await StartAsync();
        (await site.RunWithFileAsync()).IsSuccess("updated", true);
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(Value));
        (await site.RunWithFileAsync()).IsSuccess("none", false);
        Assert.That(site.PasswordsSent, Is.EqualTo(1));
    }

    [TestCase(18)]
    [TestCase(19)]
    [TestCase(20)]
    public async Task WrongPassword_AtTheEdgeOfALockOut_GivesNoValue(int failedLogins)
    {
        await using var site = await StartAsync();
        site.FailLogins(failedLogins);
        var answer = await site.RunWithFileAsync(("password", "wrong-password"));
        Assert.That((answer.ExitCode, answer.Code), Is.AnyOf((1, "authentication_failed"), (1, "locked_out")), answer.Text);
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    [Test]
    public async Task CheckMode_SendsNoPassword()
    {
        await using var site = await StartAsync();
        var answer = await site.RunWithFileAsync(("_ansible_check_mode", true));
        answer.IsSuccess("updated", true);
        site.MadeNothing();
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
    }

    [Test]
    public async Task UserWithoutSite_GetsTheValue()
    {
        await using var site = await Site.StartAsync(Site.Three);
        var answer = await site.RunAsync(("login", "dave"), ("password", "dave-password"));
        answer.IsSuccess("none", false);
        Assert.That(site.Matomo.Tokens.Find(answer.Value!)!.Login, Is.EqualTo("dave"));
    }

    [Test]
    public async Task Email_GetsTheValue()
    {
        await using var site = await StartAsync();
        var answer = await site.RunAsync(("login", "alice@example.org"));
        answer.IsSuccess("none", false);
        Assert.That(answer.Value, Is.EqualTo(Value));
    }

    [TestCase("wrong-password")]
    [TestCase("short")]
    public async Task WrongPassword_MadeUpValueIsRefused(string password)
    {
        await using var site = await StartAsync();
        var answer = await site.RunWithFileAsync(("password", password), ("return_token", true));
        answer.IsFailure("authentication_failed", "alice", "tried once", "check login and password");
        Assert.That((site.PasswordsSent, File.Exists(site.TokenFile), answer.Json["token_auth"]), Is.EqualTo((1, false, (object?)null)));
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.LessThanOrEqualTo(3));
    }

    [Test]
    public async Task TwoFactor_CodeIsSent()
    {
        await using var site = await StartAsync();
        var answer = await site.RunAsync(("login", "bob"), ("password", "bob-password"), ("totp_secret", "JBSWY3DPEHPK3PXP"));
        answer.IsSuccess("none", false);
        Assert.That(site.Matomo.Tokens.Find(answer.Value!)!.Login, Is.EqualTo("bob"));
    }

    [TestCase(null, "two_factor_required")]
    [TestCase("abcdef", "two_factor_rejected")]
    public async Task TwoFactorWithoutRightCode_NothingWasMade(string? code, string error)
    {
        await using var site = await StartAsync();
        var answer = await site.RunAsync(("login", "bob"), ("password", "bob-password"), ("auth_code", code));
        answer.IsFailure(error, "bob", "auth_code", "totp_secret");
        Assert.That(answer.Message, Does.Not.Contain("has made a token"));
        Assert.That(site.PasswordsSent, Is.EqualTo(1));
    }

    [Test]
    public async Task RecreateAlways_IsUnsupported()
    {
        await using var site = await StartAsync();
        (await site.RunAsync(("recreate", "always"))).IsFailure("unsupported", "Matomo 3", "database");
        site.MadeNothing();
    }

    [Test]
    public async Task ReplacedValue_IsFetchedAnew()
    {
        await using var site = await StartAsync();
        await site.RunWithFileAsync();
        var other = site.Give("alice");
        (await site.RunWithFileAsync()).IsSuccess("updated", true);
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(other));
    }

    private static async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync(Site.Three);
        site.Matomo.AddToken("alice", new PresetToken(Value, ""));
        return site;
    }
}
