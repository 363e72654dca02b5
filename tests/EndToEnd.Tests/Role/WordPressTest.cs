using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>matomo_token_wordpress_sites.</summary>
public sealed class WordPressTest : RoleFixture
{
    private const string Main = "https://example.org";
    private const string Second = "https://example.org/second";
    private const string SharedValue = "33333333feedfacecafe000000000000";
    private const string UnknownValue = "44444444feedfacecafe000000000000";

    [Test]
    public async Task OverSsh_CheckMode_ThenGiven_ThenOk_ThenDeadOneReplaced()
    {
        var keeps = Make("keeps", "active", Main);
        var shares = Make("shares", "active", Main, Second);
        var network = Make("network", "active-network", Main, Second);
        keeps.Set(Main, WordPress.Token, SharedValue);
        shares.Set(Second, WordPress.Token, SharedValue);
        shares.Set("notice", true);
        network.Set(Main, WordPress.Token, "no token");
        Database.AddToken("alice", SharedValue, "Made by hand");
        Database.AddToken("bob", UnknownValue, $"WordPress {network.Path} on remote");
        var untouched = (Stored, keeps.Site(Main), shares.Site(Second), network.State["network"]);
        var variables = WithDatabase(("wordpress_sites", List(
            Site(keeps, "alice"),
            Site(shares, "alice", ("url", Second), ("description", "Second"), ("expires_in", "90d")),
            Site(network, "bob", ("matomo_url", "https://stats.example.org")))));

        var check = await PlayOverSshAsync(variables, "--check");
        Assert.That(check.ExitCode, Is.Zero, check.Everything);
        Assert.That(check.Everything, Does.Contain($"wp site option update: {WordPress.Mode}, {WordPress.Url}, {WordPress.Token}"));
        Assert.That(check.Count("changed"), Is.EqualTo(3), "the tokens, the one whose value nobody has, the settings");
        Assert.That((Stored, keeps.Site(Main), shares.Site(Second), network.State["network"]).ToString(), Is.EqualTo(untouched.ToString()));

        var first = await PlayOverSshAsync(variables);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        AssertGiven(keeps.Site(Main), Matomo.Url.ToString());
        AssertGiven(shares.Site(Second), Matomo.Url.ToString());
        AssertGiven(network.Network, "https://stats.example.org/");
        Assert.Multiple(() =>
        {
            Assert.That(TokenOf(keeps.Site(Main)), Is.EqualTo(SharedValue), "a live one is kept");
            Assert.That(TokenOf(shares.Site(Second)), Is.Not.EqualTo(SharedValue), "each site has its own");
            Assert.That(shares.Site(Main), Is.Empty);
            Assert.That(TokenOf(network.Site(Main)), Is.EqualTo("no token"), "what is the site's own does not count in a network");
            Assert.That(Rows.Select(row => row.Description), Is.EquivalentTo(new[]
            {
                $"WordPress {keeps.Path} on remote", "Second", $"WordPress {network.Path} on remote", $"WordPress {network.Path} on remote",
            }));
            Assert.That(keeps.Calls + shares.Calls + network.Calls, Does.Not.Match("[0-9a-f]{32}"), "a secret on the command line");
        });

        var made = (Stored, keeps.Site(Main));
        var second = await PlayOverSshAsync(variables);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);
        Assert.That((Stored, keeps.Site(Main)).ToString(), Is.EqualTo(made.ToString()));

        var (dead, live) = (TokenOf(shares.Site(Second)), TokenOf(network.Network));
        Revoke(dead);
        var third = await PlayOverSshAsync(variables);
        Assert.That(third.ExitCode, Is.Zero, third.Everything);
        AssertGiven(shares.Site(Second), Matomo.Url.ToString());
        Assert.That(TokenOf(network.Network), Is.EqualTo(live));
        AssertNoLeaks(SharedValue, UnknownValue, dead, live, TokenOf(shares.Site(Second)));
    }

    [Test]
    public async Task OverApi_WrongPassword_OthersKeepWhatWasMade()
    {
        var (first, second) = (Make("first", "active", Main), Make("second", "active", Main));
        JObject Sites(string password) => WithApi(("wordpress_sites", List(
            Site(first, "carol", ("password", "carol-password")), Site(second, "alice", ("password", password)))));

        var failed = await PlayAsync(Sites("wrong-password"));
        Assert.That(failed.ExitCode, Is.EqualTo(2), failed.Everything);
        Assert.That((string?)failed.LastResult["msg"], Does.StartWith("localhost: ").And.EndWith("(authentication_failed)"));
        AssertGiven(first.Site(Main), Matomo.Url.ToString());
        Assert.That(second.Site(Main), Is.Empty);

        var value = TokenOf(first.Site(Main));
        var repaired = await PlayAsync(Sites("alice-password"));
        Assert.That(repaired.ExitCode, Is.Zero, repaired.Everything);
        AssertGiven(second.Site(Main), Matomo.Url.ToString());
        Assert.That(TokenOf(first.Site(Main)), Is.EqualTo(value));
        AssertNoLeaks(value, TokenOf(second.Site(Main)));
    }

    [Test]
    public async Task UserWhoRunsWp()
    {
        var site = Make("owned", "active", Main);
        var user = Environment.IsPrivilegedProcess ? "www-data" : "";
        File.SetUnixFileMode(Work, File.GetUnixFileMode(Work) | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(Path.Combine(site.Path, "wp-stand-in.json"), (UnixFileMode)0b110_110_110);
        var variables = WithDatabase(("wordpress_sites", List(Site(site, "alice"))), ("wordpress_user", user));
        variables["ansible_become_method"] = "su";
        variables["ansible_become_flags"] = "-s /bin/sh";
        var play = await PlayAsync(variables);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        AssertGiven(site.Site(Main), Matomo.Url.ToString());
        Assert.That((string?)site.State["user"], Is.EqualTo(user.Length > 0 ? user : Environment.UserName));
    }

    private static IEnumerable<TestCaseData<string, JToken, string>> Obstacles =>
    [
        new("plugin", JValue.CreateNull(), "wp plugin install wp-piwik --activate"),
        new("plugin", "inactive", "wp plugin activate wp-piwik"),
        new("broken", true, "Error establishing a database connection"),
        new("root", true, "matomo_token_wordpress_user"),
    ];

    [TestCaseSource(nameof(Obstacles))]
    public async Task Obstacle_NoTokenIsMade(string state, JToken value, string remedy)
    {
        var (good, bad) = (Make("good", "active", Main), Make("bad", "active", Main));
        bad.Set(state, value);
        await AssertRefusedAsync(WithDatabase(("wordpress_sites", List(Site(good, "alice"), Site(bad, "bob")))), bad.Path, remedy);
        Assert.That(good.Site(Main), Is.Empty);
    }

    [Test]
    public async Task NoWpCli()
    {
        var variables = WithDatabase(("wordpress_sites", List(Site(Make("site", "active", Main), "alice"))));
        variables["matomo_token_wordpress_cli"] = "/nonexistent/wp";
        await AssertRefusedAsync(variables, "/nonexistent/wp", "matomo_token_wordpress_cli");
    }

    [Test]
    public Task NoWordPress() => AssertRefusedAsync(
        WithDatabase(("wordpress_sites", List(new JObject { ["path"] = Work, ["login"] = "alice" }))), Work, "This does not seem to be a WordPress installation");

    [Test]
    public async Task NetworkTwice()
    {
        var network = Make("network", "active-network", Main, Second);
        await AssertRefusedAsync(WithDatabase(("wordpress_sites", List(Site(network, "alice"), Site(network, "bob", ("url", Second))))), network.Path, "name one site of it");
    }

    [Test]
    public Task NoUrl() => AssertRefusedAsync(
        Variables(("config_file", Installation), ("wordpress_sites", List(new JObject { ["path"] = Work, ["login"] = "alice" }))), "localhost", "matomo_token_wordpress_matomo_url");

    [Test]
    public async Task SettingThatCannotBeWritten()
    {
        var site = Make("site", "active", Main);
        site.Set("fails", new JArray(WordPress.Token));
        var play = await PlayAsync(WithDatabase(("wordpress_sites", List(Site(site, "alice")))));
        Assert.That(play.ExitCode, Is.EqualTo(2));
        Assert.That((string?)play.LastResult["msg"], Does.StartWith("localhost: ").And.Contain(WordPress.Token).And.Contain("Could not update option").And.Contain(site.Path));
        AssertNoLeaks();
    }

    private WordPress Make(string name, string? plugin, params string[] sites) => new(Path.Combine(Given, name), plugin, sites);

    private static JObject Site(WordPress site, string login, params (string Name, JToken Value)[] others)
    {
        var entry = new JObject { ["path"] = site.Path, ["login"] = login };
        foreach (var (name, value) in others)
        {
            entry[name] = value;
        }

        return entry;
    }

    private static string TokenOf(JObject options) => (string?)options[WordPress.Token] ?? "";

    private void AssertGiven(JObject options, string url) => Assert.Multiple(() =>
    {
        Assert.That((string?)options[WordPress.Mode], Is.EqualTo("http"));
        Assert.That((string?)options[WordPress.Url], Is.EqualTo(url));
        Assert.That(Accepts(TokenOf(options)), "a live token");
    });

    private async Task AssertRefusedAsync(JObject variables, string what, string remedy)
    {
        var play = await PlayAsync(variables);
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That(play.Everything, Does.Contain("localhost: ").And.Contain(what).And.Contain(remedy));
        Assert.That(Rows, Is.Empty, "a token for nobody");
    }
}
