using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>The PHP of the role in a real WordPress, of the release that Debian has.</summary>
public sealed class RealWordPressTest : RoleFixture
{
    private const string Address = "https://tracked.example.org";

    [Test]
    public async Task Tracks_ThenOk_ThenDeadOneReplacedInTheCacheToo_ThenUnwritable()
    {
        var site = await RealWordPress.InstallAsync(Path.Combine(Given, "real"), Database, Address);
        JObject Variables(bool flushes) => WithDatabase(
            ("wordpress_sites", List(new JObject { ["path"] = site.Path, ["login"] = "alice", ["track_mode"] = "default" })),
            ("wordpress_flush_cache", flushes));
        Assert.That((await site.PageAsync())[WordPress.Token]!.Type, Is.EqualTo(JTokenType.Boolean), "none yet");

        var first = await PlayAsync(Variables(flushes: true));
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        var page = await site.PageAsync();
        var value = (string)page[WordPress.Token]!;
        Assert.Multiple(() =>
        {
            Assert.That(Accepts(value));
            Assert.That(
                new[] { WordPress.Mode, WordPress.Url, WordPress.TrackMode, WordPress.SiteId }.Select(name => (string?)page[name]),
                Is.EqualTo(new[] { "http", Matomo.Url.ToString(), "default", "3" }));
        });

        var second = await PlayAsync(Variables(flushes: true));
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);

        Revoke(value);
        var third = await PlayAsync(Variables(flushes: false));
        Assert.That(third.ExitCode, Is.Zero, third.Everything);
        Assert.That(
            (string?)(await site.PageAsync())[WordPress.Token],
            Is.EqualTo(value),
            "the cache that the command line does not share has the dead one");

        Revoke(Token());
        var fourth = await PlayAsync(Variables(flushes: true));
        Assert.That(fourth.ExitCode, Is.Zero, fourth.Everything);
        var last = (string)(await site.PageAsync())[WordPress.Token]!;
        Assert.That(Accepts(last));

        Revoke(last);
        site.MakeReadOnly();
        var fifth = await PlayAsync(Variables(flushes: true));
        Assert.That(
            (string?)fifth.LastResult["msg"],
            Does.StartWith($"localhost: {site.Path}: WordPress cannot write {WordPress.Token}. UPDATE command denied"),
            fifth.Everything);
        AssertNoLeaks(value, last);
    }

    private string Token() =>
        (string)Database.Query(
            $"SELECT option_value FROM `{Database.Name}`.wp_options WHERE option_name = ?", WordPress.Token).Single()["option_value"]!;
}
