using System.Text.Json.Nodes;

namespace MatomoToken.Tests;

public class ExpiryTest
{
    [TestCase("4.16.1", "12h", 12)]
    [TestCase(Site.Newest, "90d", 90 * 24)]
    [TestCase(Site.Newest, "2w", 14 * 24)]
    public async Task ExpiresIn_IsSentAsHours(string version, string lifetime, int hours)
    {
        await using var site = await Site.StartAsync(version);
        var answer = await site.RunWithFileAsync(("expires_in", lifetime));
        answer.IsSuccess("created", true);
        var form = site.Matomo.Requests[^1].Form;
        var row = site.Matomo.Tokens.Rows[^1];
        Assert.Multiple(() =>
        {
            Assert.That(form["expireHours"], Is.EqualTo($"{hours}"));
            Assert.That(form.ContainsKey("expireDate"), Is.False);
            Assert.That(row.Expires, Is.EqualTo(row.Created.AddHours(hours)));
            Assert.That(Time(answer.Json["token"]!["expires_at"]), Is.EqualTo(row.Expires).Within(TimeSpan.FromSeconds(5)));
        });
    }

    [TestCase("4.16.1", "2099-01-31", "2099-01-31 00:00:00")]
    [TestCase(Site.Newest, "2099-01-31T06:00:00Z", "2099-01-31 06:00:00")]
    [TestCase(Site.Newest, "2099-01-31T08:00+02:00", "2099-01-31 06:00:00")]
    public async Task ExpiresAt_IsSentAsUtcDate(string version, string moment, string sent)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunWithFileAsync(("expires_at", moment))).IsSuccess("created", true);
        var form = site.Matomo.Requests[^1].Form;
        Assert.That(form["expireDate"], Is.EqualTo(sent));
        Assert.That(form.ContainsKey("expireHours"), Is.False);
        Assert.That(site.Matomo.Tokens.Rows[^1].Expires, Is.EqualTo(DateTime.Parse(sent, CultureInfo.InvariantCulture)));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task PlentyLeft_IsUnchanged(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"));
        var answer = await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"), ("password", null));
        answer.IsSuccess("none", false);
        Assert.That(answer.Warnings, Is.Empty);
        Assert.That(site.TokensMade, Is.EqualTo(1));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task LittleLeft_IsRenewedAndTheOldOneLivesOn(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync(("expires_in", "13d"));
        var old = File.ReadAllText(site.TokenFile);
        var answer = await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"));
        answer.IsSuccess("renewed", true);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(site.TokenFile), Is.Not.EqualTo(old));
            Assert.That(site.Matomo.Tokens.Find(old)!.Expires, Is.GreaterThan(DateTime.UtcNow.AddDays(12)));
            Assert.That(answer.Json["others"]!.AsArray(), Has.Count.EqualTo(1));
        });
        (await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"))).IsSuccess("none", false);
    }

    [Test]
    public async Task LittleLeftInCheckMode_SaysRenewed()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync(("expires_in", "13d"));
        var old = File.ReadAllText(site.TokenFile);
        var answer = await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"), ("_ansible_check_mode", true));
        answer.IsSuccess("renewed", true);
        Assert.That(site.TokensMade, Is.EqualTo(1));
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(old));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task ExpiredAtTheServer_IsMadeAnew(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"));
        site.Matomo.Clock.Advance(TimeSpan.FromDays(91));
        (await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"))).IsSuccess("created", true);
        Assert.That(site.TokensMade, Is.EqualTo(2));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task WithoutCompanion_NothingIsRenewedAndAWarningSaysSo(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync(("expires_in", "13d"));
        File.Delete(site.Companion);
        var answer = await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"));
        answer.IsSuccess("none", false);
        Assert.That(answer.Warnings, Has.Some.Contains("nothing is renewed"));
    }

    [Test]
    public async Task CompanionOfAnotherValue_DoesNotCount()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync(("expires_in", "13d"));
        File.WriteAllText(site.TokenFile, site.Give("alice"));
        var answer = await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "14d"));
        answer.IsSuccess("none", false);
        Assert.That(answer.Warnings, Has.Some.Contains("nothing is renewed"));
    }

    [Test]
    public async Task OtherExpiryOfALiveToken_IsReported()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync();
        var answer = await site.RunWithFileAsync(("expires_at", "2099-01-31"));
        answer.IsSuccess("none", false);
        Assert.That(answer.Warnings, Has.Some.Contains("keeps its expiry").And.Some.Contains("recreate: always"));
    }

    private static DateTime Time(JsonNode? time) =>
        DateTime.Parse((string)time!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
