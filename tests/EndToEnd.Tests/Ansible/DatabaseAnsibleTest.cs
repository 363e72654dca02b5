using Matomo.StandIn;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Ansible;

/// <summary>The database backend under a real Ansible, connection local.</summary>
public sealed class DatabaseAnsibleTest : DatabaseTest
{
    private static readonly string[] TokenKeys =
        ["action", "login", "description", "token_auth", "value_known", "token_file", "token", "others", "revoked"];

    [Test]
    public async Task Life_CreatedToRevoked()
    {
        (string, JToken?)[] update = [("description", "Renamed"), ("expires_in", "30d")];
        var first = await PlayTasksAsync([[], [], update]);
        AssertResults(first, "created", "none", "updated");
        AssertKept(TokenFile);
        Assert.That((int?)first.Result(2)["token"]!["id"], Is.EqualTo((int?)first.FirstResult["token"]!["id"]), "the same row");
        Assert.That(Rows.Single().Description, Is.EqualTo("Renamed"));
        Assert.That(Rows.Single().DateExpired, Is.EqualTo(DateTime.UtcNow.AddDays(30)).Within(TimeSpan.FromMinutes(2)));

        var old = await File.ReadAllTextAsync(TokenFile);
        Database.Execute(
            $"UPDATE {Database.Table("user_token_auth")} SET date_expired = UTC_TIMESTAMP() + INTERVAL 5 DAY "
            + "WHERE description = 'Renamed'");
        (string, JToken?)[] rotation = [("description", "Renamed"), ("expires_in", "104d"), ("renew_before", "14d")];
        AssertResults(await PlayTasksAsync([rotation, rotation]), "renewed", "none");
        AssertKept(TokenFile);
        Assert.That(Accepts(old), "the old one is left to expire");
        Assert.That(await File.ReadAllTextAsync(TokenFile), Is.Not.EqualTo(old));

        (string, JToken?)[] absent = [("description", "Renamed"), ("state", "absent")];
        AssertResults(await PlayTasksAsync([absent]), "revoked");
        Assert.That(Names(TokenDirectory), Is.Empty);
        Assert.That(Rows, Has.Count.EqualTo(1), "the one that was renewed is of another value");
        (string, JToken?)[] wholeGroup = [.. absent, ("token_file", null)];
        AssertResults(await PlayTasksAsync([wholeGroup, wholeGroup]), "revoked", "none");
        Assert.That(Rows, Is.Empty);
    }

    [Test]
    public async Task CheckAndDiff_TellTheChange_ChangeNothing()
    {
        var foreseen = await PlayAsync([], "--check", "--diff");
        AssertPlay(foreseen, "created");
        Assert.That(foreseen.FirstResult.SelectToken("diff.before.state")?.ToString(), Is.EqualTo("absent"));
        Assert.That(foreseen.FirstResult.SelectToken("diff.after.value")?.ToString(), Is.EqualTo("(new)"));
        Assert.That(Rows, Is.Empty);
        Assert.That(Names(TokenDirectory), Is.Empty);

        AssertPlay(await PlayAsync([]), "created");
        var before = Rows;
        AssertResults(await PlayTasksAsync([[("expires_in", "30d")], [("state", "absent")]], "--check", "--diff"), "updated", "revoked");
        Assert.That(Rows, Is.EqualTo(before));
        AssertKept(TokenFile);
    }

    [Test]
    public async Task ManyTokens_ResultsInTheirOrder_UsedLater()
    {
        var foreseen = await PlayManyAsync("--check", "--diff");
        Assert.That(foreseen.ExitCode, Is.Zero, foreseen.Everything);
        Assert.That(Rows, Is.Empty);

        var first = await PlayManyAsync("--diff");
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        AssertMany(first, "created");
        AssertKept(Path.Combine(TokenDirectory, "carol.token"));
        AssertKept(Path.Combine(TokenDirectory, "bob.token"), Private | UnixFileMode.GroupRead);
        Assert.That(IsLive(Path.Combine(TokenDirectory, "application.conf")), "the value that a later task was given");
        Assert.That((string?)first.Result(2)["msg"], Is.EqualTo("carol alice bob"));

        var second = await PlayManyAsync();
        AssertMany(second, "none");
        Assert.That((bool?)second.FirstResult["changed"], Is.False);
        Assert.That(Rows, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task ManyTokens_OneFails_NamedAndNothingChanged()
    {
        var play = await PlayAsync(
            [("login", null), ("token_file", null), ("tokens", new JArray(Entry("alice"), Entry("nobody.there"), Entry("bob")))], "--diff");
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.Multiple(() =>
        {
            Assert.That((string?)play.FirstResult["error_code"], Is.EqualTo("user_not_found"));
            Assert.That((string?)play.FirstResult["msg"], Does.StartWith("tokens[1] (login \"nobody.there\""));
            Assert.That((bool?)play.FirstResult["changed"], Is.False);
            Assert.That(Rows, Is.Empty);
            Assert.That(Names(TokenDirectory), Is.Empty);
        });
    }

    [TestCase("{\"login\": \"alice\", \"colour\": \"red\"}", "tokens", "colour")]
    [TestCase("{\"login\": \"alice\", \"state\": \"gone\"}", "tokens", "state")]
    [TestCase("{\"login\": \"alice\", \"backend\": \"api\"}", "tokens", "backend")]
    public async Task ManyTokens_OptionRefused_WithItsPath(string entry, string list, string option)
    {
        var play = await PlayAsync([("login", null), ("token_file", null), ("tokens", new JArray(JObject.Parse(entry)))]);
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That((string?)play.FirstResult["msg"], Does.Contain(list).And.Contain(option));
        Assert.That(Rows, Is.Empty);
    }

    [Test]
    public async Task NoLog_HidesTheResult()
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  no_log: true
            """;
        var play = await new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, Variables([("return_token", true)]), "-vvv");
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That((string?)play.FirstResult["censored"], Is.Not.Null);
        Assert.That(play.Everything, Does.Not.Contain(await File.ReadAllTextAsync(TokenFile)));
    }

    [Test]
    public async Task Url_FirstTokenIsTried_OtherSaltIsFoundOut()
    {
        var refused = await PlayWithUrlAsync("ffffffffffffffffffffffffffffffff");
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Everything);
        Assert.That((string?)refused.FirstResult["error_code"], Is.EqualTo("config_unreadable"), refused.Everything);
        Assert.That(Rows, Is.Empty);
        Assert.That(Names(TokenDirectory), Is.Empty);

        AssertPlay(await PlayWithUrlAsync(Database.Salt), "created");
        AssertKept(TokenFile);
    }

    private async Task<Play> PlayWithUrlAsync(string salt)
    {
        await using var matomo = await MatomoStandIn.StartAsync(
            new StandInOptions { Database = new StandInDatabase(Database.ConnectionString(), Database.Prefix), Salt = salt });
        return await PlayAsync([("url", matomo.Url.ToString()), ("use_proxy", false)]);
    }

    private JObject Entry(string login) => new() { ["login"] = login, ["token_file"] = Path.Combine(TokenDirectory, $"{login}.token") };

    private static void AssertPlay(Play play, string action) => AssertResults(play, [action]);

    private static void AssertResults(Play play, params string[] actions)
    {
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        foreach (var (task, action) in actions.Index())
        {
            var result = play.Result(task);
            Assert.Multiple(() =>
            {
                Assert.That((string?)result["action"], Is.EqualTo(action), play.Everything);
                Assert.That((bool?)result["changed"], Is.EqualTo(action != "none"));
                Assert.That((string?)result["backend"], Is.EqualTo("database"));
                Assert.That(TokenKeys.Where(key => !result.ContainsKey(key)), Is.Empty, "keys that are missing");
            });
        }
    }

    private static void AssertMany(Play play, string action) => Assert.Multiple(() =>
    {
        var results = play.FirstResult["results"]!.Cast<JObject>().ToList();
        Assert.That(results.Select(result => (string?)result["login"]), Is.EqualTo(new[] { "carol", "alice", "bob" }));
        Assert.That(results.Select(result => (string?)result["action"]), Is.All.EqualTo(action));
        Assert.That(results.SelectMany(result => TokenKeys.Where(key => !result.ContainsKey(key))), Is.Empty, "keys that are missing");
    });

    private JObject Variables((string Option, JToken? Value)[] others)
    {
        var arguments = Arguments(others);
        foreach (var unset in arguments.Properties().Where(option => option.Value.Type == JTokenType.Null).ToList())
            unset.Remove();

        return new JObject { ["token"] = arguments };
    }

    private Task<Play> PlayAsync((string Option, JToken? Value)[] others, params string[] options) =>
        new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbooks.OneToken, Variables(others), options);

    /// <summary>Plays a task for each.</summary>
    private Task<Play> PlayTasksAsync((string Option, JToken? Value)[][] tasks, params string[] options) =>
        new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(
            Playbooks.Tasks(tasks.Length), Playbooks.Variables(tasks.Select(others => (JObject)Variables(others)["token"]!)), options);

    private Task<Play> PlayManyAsync(params string[] options) => new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(
        Playbooks.ManyTokens, new JObject { ["matomo_config"] = Installation, ["token_directory"] = TokenDirectory }, options);
}
