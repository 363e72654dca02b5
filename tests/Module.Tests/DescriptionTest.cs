namespace MatomoToken.Tests;

public class DescriptionTest
{
    [Test]
    public async Task Description_ArrivesAsItWasMeant(
        [ValueSource(typeof(Site), nameof(Site.Creating))] string version,
        [Values("a & b <i>\"ü'", "Größe €", "🚀 launch", "a &amp; b", "&amp;lt;", "  trimmed  ", "50 % + 1", "a=b&c=d", "[x]", "日本語")]
        string text)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunWithFileAsync(("description", text))).IsSuccess("created", true);
        var wanted = System.Net.WebUtility.HtmlDecode(text).Trim();
        Assert.That(System.Net.WebUtility.HtmlDecode(site.Matomo.Tokens.Rows[^1].Description), Is.EqualTo(wanted));
        var second = await site.RunWithFileAsync(("description", text));
        second.IsSuccess("none", false);
        Assert.That(second.Warnings, Is.Empty);
        Assert.That((string?)second.Json["description"], Is.EqualTo(wanted));
    }

    [Test]
    public async Task OtherDescriptionOfALiveToken_IsReported()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync();
        var answer = await site.RunWithFileAsync(("description", "wp-matomo"));
        answer.IsSuccess("none", false);
        Assert.That(answer.Warnings, Has.Some.Contains("keeps its description").And.Some.Contains(Site.Description));
    }

    [TestCase(100, "x")]
    [TestCase(100, "ü")]
    [TestCase(16, "'")]
    public async Task LongestDescription_IsTaken(int times, string text)
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("description", string.Concat(Enumerable.Repeat(text, times))))).IsSuccess("created", true);
    }
}
