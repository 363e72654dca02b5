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
        Assert.That(check.Everything, Does.Contain($"{network.Path}: {WordPress.Token}, {WordPress.Mode}, {WordPress.Url}"));
        Assert.That(check.Count("changed"), Is.EqualTo(2), "the tokens, the settings");
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
            Assert.That(
                keeps.Calls.Concat(shares.Calls).Concat(network.Calls), Has.None.Match("[0-9a-f]{32}"), "a secret on the command line");
            Assert.That(keeps.Calls, Has.Count.EqualTo(3), "one in check mode, and two");
            Assert.That(shares.Calls, Has.Count.EqualTo(3), "one in check mode, and two");
            Assert.That(network.Calls, Has.Count.EqualTo(3), "one in check mode, and two");
        });

        var made = (Stored, keeps.Site(Main));
        var second = await PlayOverSshAsync(variables);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);
        Assert.That(keeps.Calls, Has.Count.EqualTo(4), "one more");
        Assert.That(shares.Calls, Has.Count.EqualTo(4), "one more");
        Assert.That(network.Calls, Has.Count.EqualTo(4), "one more");
        Assert.That((Stored, keeps.Site(Main)).ToString(), Is.EqualTo(made.ToString()));

        var (dead, live) = (TokenOf(shares.Site(Second)), TokenOf(network.Network));
        Revoke(dead);
        var third = await PlayOverSshAsync(variables, pipelining: false, "-vvv");
        Assert.That(third.ExitCode, Is.Zero, third.Everything);
        AssertGiven(shares.Site(Second), Matomo.Url.ToString());
        Assert.That(TokenOf(network.Network), Is.EqualTo(live));
        Assert.That(
            third.Everything,
            Does.Contain("modules/command.py").And.Not.Contain("AnsiballZ_command"),
            "one that an unprivileged user would have to hand to another");
        AssertNoLeaks(SharedValue, UnknownValue, dead, live, TokenOf(shares.Site(Second)));
    }

    /// <summary>
    /// What a WordPress says is text on the controller, whoever may write its settings; also where a host answers for it.
    /// </summary>
    [Test]
    public async Task SettingsAndAnswers_AreNoTemplates()
    {
        string Template(string name) => $$$"""{{ lookup('ansible.builtin.pipe', 'touch {{{Path.Combine(Work, "ran-" + name)}}}') }}""";
        var (owned, hostile) = (Make("owned", "active", Main), Make("hostile", "active", Main));
        owned.Set(Main, WordPress.Token, Template("token"));
        owned.Set(Main, WordPress.Mode, Template("mode"));
        var answer = new JObject
        {
            ["status"] = Template("status"),
            ["address"] = Template("address"),
            ["directory"] = Template("directory"),
            ["token"] = Template("answer"),
            ["token_in_url"] = Template("token_in_url"),
            ["differing"] = new JArray(Template("differing")),
            ["looks_up"] = Template("looks_up"),
            ["error"] = Template("error"),
        };
        var json = answer.ToString(Newtonsoft.Json.Formatting.None);
        await File.WriteAllTextAsync(
            Path.Combine(hostile.Path, "wp-load.php"),
            $"<?php echo PHP_EOL, 'matomo_token-site ', base64_decode('{Convert.ToBase64String(Encoding.UTF8.GetBytes(json))}'), PHP_EOL; "
            + "exit(0);");

        foreach (var site in new[] { owned, hostile })
            await PlayAsync(WithDatabase(("wordpress_sites", List(Site(site, "alice")))));

        Assert.That(Directory.EnumerateFiles(Work, "ran-*"), Is.Empty);
        AssertGiven(owned.Site(Main), Matomo.Url.ToString());
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

    /// <summary>Each case is a host of one run: who stands in the way of one, stands in no other's.</summary>
    [Test]
    public async Task ManyHosts_EachIsToldWhatIsInItsWay()
    {
        var noPlugin = Make("no_plugin", null, Main);
        var inactive = Make("inactive", "inactive", Main);
        var broken = Make("broken", "active", Main);
        broken.Set("broken", true);
        var root = Make("root", "active", Main);
        var network = Make("network", "active-network", Main, Second);
        var good = Make("good", "active", Main);
        var unwritable = Make("unwritable", "active", Main);
        unwritable.Set("fails", new JArray(WordPress.Token));
        var owned = Make("owned", "active", Main);
        var user = Environment.IsPrivilegedProcess ? "www-data" : "";
        File.SetUnixFileMode(Work, File.GetUnixFileMode(Work) | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(Path.Combine(owned.Path, "wp-stand-in.json"), (UnixFileMode)0b110_110_110);

        var secure = Make("secure", "active", Main);
        var places = Make("places", "active", Main, Second);
        var noBecome = Host(Site(good, "alice"));
        noBecome.Merge(Variables(("wordpress_user", "nobody")));
        noBecome.Merge(new JObject { ["ansible_become_exe"] = "/nonexistent/sudo" });

        var refusesRoot = Host(Site(root, "alice"));
        refusesRoot["allow_root"] = "";
        var missing = Host(Site(good, "alice"));
        missing["matomo_token_wordpress_cli"] = "/nonexistent/wp";
        var noUrl = Host(Site(good, "alice"));
        noUrl["matomo_token_url"] = "";
        var becomes = Host(Site(owned, "alice"));
        becomes.Merge(Variables(("wordpress_user", user)));
        becomes.Merge(new JObject { ["ansible_become_method"] = "su", ["ansible_become_flags"] = "-s /bin/sh" });
        var hosts = new JObject
        {
            ["no-plugin"] = Host(Site(good, "alice"), Site(noPlugin, "bob")),
            ["inactive"] = Host(Site(inactive, "alice")),
            ["broken"] = Host(Site(broken, "alice")),
            ["root"] = refusesRoot,
            ["no-wordpress"] = Host(new JObject { ["path"] = Work, ["login"] = "alice" }),
            ["network"] = Host(Site(network, "alice"), Site(network, "bob", ("url", Second))),
            ["twice"] = Host(Site(good, "alice"), Site(good, "bob")),
            ["nowhere"] = Host(Site(places, "alice", ("url", Main + "/nope"))),
            ["spelt-twice"] = Host(Site(places, "alice", ("url", Second)), Site(places, "bob", ("url", Second + "/"))),
            ["no-become"] = noBecome,
            ["missing"] = missing,
            ["no-url"] = noUrl,
            ["unwritable"] = Host(Site(unwritable, "alice")),
            ["reserved"] = Host(Site(good, "alice", ("settings", new JObject { ["piwik_token"] = "mine" }))),
            ["two-lines"] = Host(Site(good, "alice", ("url", "https://example.org/\nhttps://other.example.org/"))),
            ["no-number"] = Host(Site(good, "alice", ("track_mode", "default"), ("site_id", -1))),
            ["no-settings"] = Host(Site(good, "alice", ("settings", "track_404=true"))),
            ["secure"] = Host(Site(secure, "alice", ("secure_only", true), ("track_mode", "proxy"))),
            ["becomes"] = becomes,
        };
        var play = await PlayOnHostsAsync(hosts);
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        var messages = play.Messages;
        Assert.Multiple(() =>
        {
            AssertTold("no-plugin", noPlugin.Path, "wp plugin install wp-piwik --activate");
            AssertTold("inactive", inactive.Path, "wp plugin activate wp-piwik");
            AssertTold("broken", broken.Path, "Error establishing a database connection");
            AssertTold("root", root.Path, "matomo_token_wordpress_user");
            AssertTold("root", "WP_CLI_ALLOW_ROOT", "--allow-root");
            AssertTold("no-wordpress", Work, "This does not seem to be a WordPress installation");
            AssertTold("network", network.Path, "name one site of it");
            AssertTold("twice", "twice", "Nothing was changed");
            AssertTold("nowhere", "is no site of that multisite", "example.org/");
            AssertTold("spelt-twice", $"{places.Path} {Second}: another entry", $"{places.Path} {Second}/: another entry");
            AssertTold("reserved", "piwik_token", "Nothing was changed");
            AssertTold("two-lines", "path and url are one line each", "Nothing was changed");
            AssertTold("no-number", "site_id is a number from 1 on", "Nothing was changed");
            AssertTold("no-settings", "settings must be a dictionary", "Nothing was done");
            AssertTold("secure", secure.Path, "secure_only cannot be");
            AssertTold("no-become", "/nonexistent/sudo: not found", "Check become, and matomo_token_wordpress_user");
            AssertTold("missing", "/nonexistent/wp", "matomo_token_wordpress_cli");
            AssertTold("no-url", "Matomo's URL", "matomo_token_wordpress_matomo_url");
            AssertTold("unwritable", unwritable.Path, $"WordPress cannot write {WordPress.Token}. UPDATE command denied");
            AssertTold("unwritable", "stays in Matomo", "revoke it there");
            Assert.That(good.Site(Main), Is.Empty);
            Assert.That(places.Site(Main), Is.Empty);
            Assert.That(places.Site(Second), Is.Empty);
            Assert.That(
                Rows.Select(row => row.Description),
                Is.EquivalentTo(new[] { $"WordPress {owned.Path} on becomes", $"WordPress {unwritable.Path} on unwritable" }),
                "a token for nobody");
            Assert.That((string?)owned.State["user"], Is.EqualTo(user.Length > 0 ? user : Environment.UserName));
        });
        AssertGiven(owned.Site(Main), Matomo.Url.ToString());
        AssertNoLeaks(TokenOf(owned.Site(Main)), (string)unwritable.State["refused"]![0]!);

        void AssertTold(string host, string what, string remedy) =>
            Assert.That(
                messages.Where(message => message.StartsWith(host + ": ", StringComparison.Ordinal)),
                Has.One.Contains(what).And.One.Contains(remedy),
                play.Everything);
    }

    /// <summary>Each case is a host of one run, and of a second and a third one.</summary>
    [Test]
    public async Task Tracks_WhereExactlyOneSiteOfMatomoHasItsUrl()
    {
        const string Address = "https://tracked.example.org";
        var found = Make("found", "active", Address);
        var network = Make("network", "active-network", Address, Address + "/second");
        var unknown = Make("unknown", "active", Main);
        var several = Make("several", "active", "https://twice.example.org");
        var unseen = Make("unseen", "active", Address);
        var named = Make("named", "active", Main);
        var hosts = () => new JObject
        {
            ["found"] = Host(
                Site(
                    found,
                    "alice",
                    ("track_mode", "default"),
                    ("settings", new JObject { ["track_404"] = true, ["cache"] = false, ["track_heartbeat"] = 15 }))),
            ["network"] = Host(Site(network, "alice", ("url", Address + "/second"), ("track_mode", "js"))),
            ["unknown"] = Host(Site(unknown, "alice", ("track_mode", "default"))),
            ["several"] = Host(Site(several, "alice", ("track_mode", "default"))),
            ["unseen"] = Host(Site(unseen, "carol", ("track_mode", "default"))),
            ["named"] = Host(Site(named, "bob", ("track_mode", "proxy"), ("site_id", 9))),
        };
        var check = await PlayOnHostsAsync(hosts(), "--check");
        Assert.That(check.ExitCode, Is.Zero, check.Everything);
        Assert.That(
            check.Everything,
            Does.Contain($"{named.Path}: {WordPress.Token}, {WordPress.Mode}, {WordPress.Url}, {WordPress.TrackMode}, {WordPress.SiteId}"));
        Assert.That(check.Everything.Split("was not looked up"), Has.Length.EqualTo(6), check.Everything);
        Assert.That(Rows, Is.Empty);

        var first = await PlayOnHostsAsync(hosts());
        Assert.That(first.ExitCode, Is.EqualTo(2), first.Everything);
        var made = Stored;
        Assert.Multiple(() =>
        {
            Assert.That(Tracking(found.Site(Address)), Is.EqualTo(("default", "3")));
            Assert.That(
                new[] { "track_404", "cache", "track_heartbeat" }.Select(name => (string?)found.Site(Address)["wp-piwik_global-" + name]),
                Is.EqualTo(new[] { "1", "0", "15" }));
            Assert.That(Tracking(named.Site(Main)), Is.EqualTo(("proxy", "9")));
            Assert.That(
                (string?)named.Site(Main)["wp-piwik-tracking_code"],
                Is.EqualTo("<script>9</script>"),
                "or every page would ask Matomo for it");
            Assert.That(
                (long)named.Site(Main)["wp-piwik-last_tracking_code_update"]!,
                Is.GreaterThan((long)named.Site(Main)["wp-piwik_global-last_settings_update"]!));
            Assert.That((string?)network.Network[WordPress.TrackMode], Is.EqualTo("js"));
            Assert.That(
                (string?)network.Network["wp-piwik_global-auto_site_config"],
                Is.EqualTo("0"),
                "or the plugin would take a number of its own for a new site");
            Assert.That(Tracking(network.Site(Address)).Site, Is.EqualTo("3"));
            Assert.That(Tracking(network.Site(Address + "/second")).Site, Is.EqualTo("4"));
            foreach (var (site, url, host, why) in new[]
            {
                (unknown, Main, "unknown", $"Matomo has no site with the URL {Main}"),
                (unseen, Address, "unseen", $"Matomo has no site with the URL {Address}"),
                (several, "https://twice.example.org", "several", "several sites with the URL https://twice.example.org (5, 6)"),
            })
            {
                AssertGiven(site.Site(url), Matomo.Url.ToString());
                Assert.That(Tracking(site.Site(url)), Is.EqualTo(((string?)null, (string?)null)), host);
                Assert.That(first.Messages, Has.Some.StartsWith(host + ": ").And.Some.Contains(why), first.Everything);
            }

            Assert.That(made, Has.Count.EqualTo(6));
        });

        var second = await PlayOnHostsAsync(hosts());
        Assert.That(second.ExitCode, Is.EqualTo(2), second.Everything);
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);
        Assert.That(Stored, Is.EqualTo(made), "the token is known");
        AssertNoLeaks(
            [
                .. new[] { found, unknown, several, unseen, named }.Select(
                    site => TokenOf(site.Site(((JObject)site.State["sites"]!).Properties().First().Name))),
            ]);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CacheOfTheWebAlone_IsFlushedAfterAWrite(bool flushes)
    {
        var site = Make("cached", "active", Main);
        site.Set(Main, WordPress.Token, SharedValue);
        Assert.That(site.OnPage(Main, WordPress.Token), Is.EqualTo(SharedValue));

        var play = await PlayAsync(WithDatabase(("wordpress_sites", List(Site(site, "alice"))), ("wordpress_flush_cache", flushes)));
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        var value = TokenOf(site.Site(Main));
        Assert.That(Accepts(value));
        Assert.That(site.OnPage(Main, WordPress.Token), Is.EqualTo(flushes ? value : SharedValue));
        AssertNoLeaks(value);
    }

    /// <summary>The plugin's modes; WP-CLI with arguments, as a list and as a string; and tokens that have to be in a URL.</summary>
    [Test]
    public async Task ModeStays_CommandsHaveArguments_SecureOnlyIsTakenBack()
    {
        var php = Make("php", "active", Main);
        php.Set(Main, WordPress.Mode, "php");
        php.Set(Main, WordPress.Token, SharedValue);
        php.Set(Main, "wp-piwik_global-http_method", "get");
        Database.AddToken("alice", SharedValue, "By GET", secureOnly: true);
        var disabled = Make("disabled", "active", Main);
        disabled.Set(Main, WordPress.Mode, "disabled");
        var cloud = Make("cloud", "active", Main);
        cloud.Set(Main, WordPress.Mode, "cloud-matomo");
        var list = Host(Site(php, "alice", ("description", "By GET")), Site(disabled, "alice"));
        list["matomo_token_wordpress_cli"] = new JArray("php", "-d", "memory_limit=512M", WordPress.Cli, "--allow-root");
        list["allow_root"] = "";
        var text = Host(Site(cloud, "alice", ("mode", "http")));
        text["matomo_token_wordpress_cli"] = WordPress.Cli + " --allow-root";
        text["allow_root"] = "";

        var play = await PlayOnHostsAsync(new JObject { ["list"] = list, ["text"] = text });
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.Multiple(() =>
        {
            Assert.That((string?)php.Site(Main)[WordPress.Mode], Is.EqualTo("php"));
            AssertGiven(disabled.Site(Main), Matomo.Url.ToString());
            AssertGiven(cloud.Site(Main), Matomo.Url.ToString());
            Assert.That(TokenOf(php.Site(Main)), Is.EqualTo(SharedValue));
            Assert.That(Rows.Single(row => row.Description == "By GET").SecureOnly, Is.False);
        });
        AssertNoLeaks(SharedValue, TokenOf(disabled.Site(Main)), TokenOf(cloud.Site(Main)));
    }

    private JObject Host(params JObject[] sites) => WithDatabase(("wordpress_sites", List(sites)));

    private WordPress Make(string name, string? plugin, params string[] sites) => new(Path.Combine(Given, name), plugin, sites);

    private static JObject Site(WordPress site, string login, params (string Name, JToken Value)[] others)
    {
        var entry = new JObject { ["path"] = site.Path, ["login"] = login };
        foreach (var (name, value) in others)
            entry[name] = value;

        return entry;
    }

    private static string TokenOf(JObject options) => (string?)options[WordPress.Token] ?? "";

    private static (string? Mode, string? Site) Tracking(JObject options) =>
        ((string?)options[WordPress.TrackMode], (string?)options[WordPress.SiteId]);

    private void AssertGiven(JObject options, string url) => Assert.Multiple(() =>
    {
        Assert.That((string?)options[WordPress.Mode], Is.EqualTo("http"));
        Assert.That((string?)options[WordPress.Url], Is.EqualTo(url));
        Assert.That(Accepts(TokenOf(options)), "a live token");
    });
}
