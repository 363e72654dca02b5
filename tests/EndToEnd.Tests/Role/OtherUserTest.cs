using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>What has the token of one user, and is to have another's: somebody changed the login of an entry.</summary>
public sealed class OtherUserTest : RoleFixture
{
    private const string Main = "https://example.org";

    private WordPress _site = null!;

    private string Page => Path.Combine(Given, "page.html");

    [SetUp]
    public void Install() => _site = new WordPress(Path.Combine(Given, "site"), "active", Main);

    [Test]
    public async Task SiteAndPage_GetATokenOfTheUser_UnlessNeverAnother()
    {
        var first = await PlayForAsync("alice");
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        var alices = (OfSite: (string)_site.Site(Main)[WordPress.Token]!, Page: await File.ReadAllTextAsync(Page));

        var refused = await PlayForAsync("bob", ("recreate", "never"));
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Everything);
        Assert.That((string?)refused.LastResult["error_code"], Is.EqualTo("token_belongs_to_other_user"));
        Assert.That((string?)refused.LastResult["msg"], Does.Contain("use recreate: always once"));
        Assert.That((string?)_site.Site(Main)[WordPress.Token], Is.EqualTo(alices.OfSite));

        var second = await PlayForAsync("bob");
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        var bobs = (string)_site.Site(Main)[WordPress.Token]!;
        Assert.That(Accepts(bobs) && Accepts(alices.OfSite), "both are live");
        Assert.That(Rows.Count(row => row.Login == "bob"), Is.EqualTo(2));
        Assert.That(Database.Hash(bobs), Is.AnyOf(Rows.Where(row => row.Login == "bob").Select(row => row.Password).ToArray()));
        Assert.That(await File.ReadAllTextAsync(Page), Is.Not.EqualTo(alices.Page));

        var third = await PlayForAsync("bob");
        Assert.That(third.Count("changed"), Is.Zero, third.Everything);
        AssertNoLeaks(alices.OfSite, bobs);
    }

    private Task<Play> PlayForAsync(string login, params (string Name, JToken Value)[] more)
    {
        JObject Entry(string name, string value) => new(
        [
            new JProperty(name, value), new JProperty("login", login), .. more.Select(option => new JProperty(option.Name, option.Value)),
        ]);
        return PlayAsync(WithDatabase(
            ("wordpress_sites", List(Entry("path", _site.Path))), ("embeds", List(Entry("dest", Page)))));
    }
}
