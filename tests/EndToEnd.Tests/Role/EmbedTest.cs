using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>matomo_token_embeds.</summary>
public sealed partial class EmbedTest : RoleFixture
{
    private string Dashboard => Path.Combine(Given, "dashboard.html");

    private string Widget => Path.Combine(Given, "widget.html");

    [Test]
    public async Task CheckMode_ThenWritten_ThenOk_ThenDeadOneReplaced()
    {
        var variables = WithDatabase(("embeds", List(
            new JObject { ["dest"] = Dashboard, ["login"] = "alice" },
            new JObject
            {
                ["dest"] = Widget,
                ["login"] = "alice",
                ["module"] = "VisitsSummary",
                ["action"] = "getEvolutionGraph",
                ["site"] = 7,
                ["parameters"] = new JObject { ["columns"] = "nb_visits&x" },
                ["title"] = "\"Visits\"",
                ["mode"] = "0644",
                ["matomo_url"] = "https://stats.example.org/",
            })));
        var check = await PlayAsync(variables, "--check");
        Assert.That(check.ExitCode, Is.Zero, check.Everything);
        Assert.That(check.Count("changed"), Is.EqualTo(2), "tokens and pages");
        Assert.That(Rows, Is.Empty);
        Assert.That(File.Exists(Dashboard), Is.False);

        var first = await PlayAsync(variables);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        var (value, other) = (TokenIn(Dashboard), TokenIn(Widget));
        Assert.Multiple(() =>
        {
            Assert.That(Accepts(value) && Accepts(other) && value != other, "a live token in each");
            Assert.That(File.GetUnixFileMode(Dashboard), Is.EqualTo(Private | UnixFileMode.GroupRead));
            Assert.That(File.GetUnixFileMode(Widget), Is.EqualTo(Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead));
            Assert.That(File.ReadAllText(Dashboard), Does.Contain(
                $"src=\"{Matomo.Url}index.php?module=Widgetize&amp;action=iframe&amp;moduleToWidgetize=Dashboard"
                + $"&amp;actionToWidgetize=index&amp;idSite=1&amp;period=week&amp;date=yesterday&amp;token_auth={value}\""));
            Assert.That(
                File.ReadAllText(Widget),
                Does.Contain("src=\"https://stats.example.org/index.php?")
                    .And.Contain("idSite=7")
                    .And.Contain("columns=nb_visits%26x")
                    .And.Contain("title=\"&#34;Visits&#34;\""));
            Assert.That(
                Rows.Select(row => row.Description),
                Is.EquivalentTo(new[] { $"Embedded in {Dashboard} on localhost", $"Embedded in {Widget} on localhost" }));
        });

        Revoke(value);
        var second = await PlayAsync(variables);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(Accepts(TokenIn(Dashboard)));
        Assert.That(TokenIn(Widget), Is.EqualTo(other));

        var third = await PlayAsync(variables);
        Assert.That(third.Count("changed"), Is.Zero, third.Everything);
        AssertNoLeaks(value, other, TokenIn(Dashboard));
    }

    [Test]
    public async Task PageThatCannotBeWritten_IsTold_OthersAreWritten()
    {
        var nowhere = Path.Combine(Given, "missing", "page.html");
        var play = await PlayAsync(WithDatabase(("embeds", List(
            new JObject { ["dest"] = nowhere, ["login"] = "alice" },
            new JObject { ["dest"] = Path.Combine(Given, "bob"), ["login"] = "bob" }))));
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That(
            (string?)play.LastResult["msg"],
            Does.StartWith($"localhost: {nowhere} cannot be written: ").And.Contains("does not exist").And.Contains("stays in Matomo"));
        AssertNoLeaks(TokenIn(Path.Combine(Given, "bob")));
    }

    [Test]
    public async Task SuperUser_IsRefused_SecureOnly_IsTakenBack()
    {
        Database.AddUser("admin", isSuperUser: true);
        JObject Pages(params string[] logins) => WithDatabase(
            ("embeds", List([.. logins.Select(login => new JObject { ["dest"] = Path.Combine(Given, login), ["login"] = login })])));
        var refused = await PlayAsync(Pages("alice", "admin@example.org"));
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Everything);
        Assert.That(
            (string?)refused.LastResult["msg"],
            Does.StartWith("localhost: admin in matomo_token_embeds").And.EndWith("Nothing was changed."));
        Assert.That(Rows, Is.Empty);
        Assert.That(File.Exists(Path.Combine(Given, "alice")), Is.False);

        var first = await PlayAsync(Pages("alice"));
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        var value = TokenIn(Path.Combine(Given, "alice"));
        Database.Execute($"UPDATE {Database.Table("user_token_auth")} SET secure_only = 1 WHERE password = ?", Database.Hash(value));
        var second = await PlayAsync(Pages("alice"));
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), Is.EqualTo(1), second.Everything);
        Assert.That(TokenIn(Path.Combine(Given, "alice")), Is.EqualTo(value));
        Assert.That(Rows.Single().SecureOnly, Is.False);
        AssertNoLeaks(value);
    }

    private static string TokenIn(string page) => TokenInUrl().Match(File.ReadAllText(page)).Groups[1].Value;

    [GeneratedRegex("token_auth=([0-9a-f]{32})\"")]
    private static partial Regex TokenInUrl();
}
