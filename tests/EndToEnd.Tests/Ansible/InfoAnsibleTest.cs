using EndToEnd.Tests.Secrets;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>matomo_token_info: the executable under its second name, under a real Ansible.</summary>
[TestFixture(ModuleWay.Library)]
[TestFixture(ModuleWay.Plugin)]
public sealed class InfoAnsibleTest(ModuleWay way) : DatabaseTest
{
    private const string Playbook =
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - matomo_token_info: "{{ asked }}"
        """;

    private const string Value = "2222feedfacecafe2222feedfacecafe";

    private static readonly string[] Keys = ["backend", "matomo_version", "tokens", "super_users", "valid", "login", "super_user"];

    [TestCase]
    [TestCase("--check", "--diff")]
    public async Task List_OfOneUser_OfAll(params string[] options)
    {
        Database.AddToken("alice", Value, Description, expires: DateTime.UtcNow.AddDays(3));
        Database.AddToken("bob", "3333feedfacecafe3333feedfacecafe", Description);
        var before = Database.Tokens;
        var one = await PlayAsync(new JObject { ["config_file"] = Installation, ["logins"] = "alice@example.org" }, options);
        AssertTokens(one, "alice");
        var all = await PlayAsync(new JObject { ["config_file"] = Installation, ["system"] = false }, options);
        AssertTokens(all, "alice", "bob");
        Assert.That(Database.Tokens, Is.EqualTo(before));
    }

    [Test]
    public async Task Copied_AsAFileOfItsOwn()
    {
        var control = new AnsibleControl(Work);
        var module = Path.Combine(Work, "library", "matomo_token_info");
        File.Delete(module);
        File.Copy(Programs.MatomoToken, module);
        Database.AddToken("alice", Value, Description);
        AssertTokens(
            new Play(
                await control.RunAsync(
                    Playbook, new JObject { ["asked"] = new JObject { ["config_file"] = Installation, ["logins"] = "alice" } })),
            "alice");
    }

    [Test]
    public async Task Failure_ShowsMsgAndErrorCode()
    {
        var play = await PlayAsync(new JObject { ["config_file"] = Installation, ["logins"] = "nobody.there" });
        Assert.That((play.ExitCode, (string?)play.FirstResult["error_code"]), Is.EqualTo((2, "user_not_found")), play.Everything);
        Assert.That((string?)play.FirstResult["msg"], Does.Contain("nobody.there"));
    }

    [TestCase]
    [TestCase("--check")]
    public async Task Api_ValidOrNot(params string[] options)
    {
        await using var matomo = await MatomoStandIn.StartAsync();
        matomo.AddToken("alice", new PresetToken(Value, Description));
        var valid = await PlayAsync(new JObject { ["url"] = matomo.Url.ToString(), ["token_auth"] = Value }, options);
        AssertCheck(valid, """[true,"alice",false]""");
        Assert.That((string?)valid.FirstResult["matomo_version"], Is.EqualTo(matomo.Version.ToString()));
        Assert.That(valid.Everything, Does.Not.Contain(Value));
        AssertCheck(
            await PlayAsync(new JObject { ["url"] = matomo.Url.ToString(), ["token_auth"] = "4444feedfacecafe4444feedfacecafe" }, options),
            "[false,null,null]");
    }

    [TestCase("matomo_token")]
    [TestCase("matomo_token_info")]
    [TestCase("AnsiballZ_matomo_token_info")]
    public async Task Alone_TheFilesNameDecides(string name)
    {
        var link = Path.Combine(Work, name);
        File.CreateSymbolicLink(link, Programs.MatomoToken);
        var called = name.Replace("AnsiballZ_", "", StringComparison.Ordinal);
        Assert.That((await new Command(link, "--version").RunAsync()).Output, Does.StartWith($"{called} "));
        Assert.That((await new Command(link, "--help").RunAsync()).Output, Does.StartWith($"{called} - "));
        var outcome = await new Command(
            link, ArgumentsFile(new JObject { ["config_file"] = Installation, ["unused_for"] = "1d" })).RunAsync();
        Assert.That(outcome.Json.ContainsKey("tokens"), Is.EqualTo(called == "matomo_token_info"), outcome.Everything);
    }

    [Test]
    public async Task NoValueNoHashNoSecret_Anywhere()
    {
        var leaks = new Leaks(Work, TokenFile);
        await File.WriteAllTextAsync(TokenFile, Value);
        Database.AddToken("alice", Value, Description);
        string[] secrets = [Value, Database.Salt, Database.User.Password, .. Database.Tokens.Select(row => row.Password)];
        Directory.Move(Installation, Path.Combine(Directory.CreateDirectory(Path.Combine(Work, "input")).FullName, "matomo"));
        foreach (var asked in new JObject[]
        {
            new(),
            new() { ["token_auth"] = Value },
            new() { ["token_file"] = TokenFile },
            new() { ["token_auth"] = Value, ["salt"] = Database.Salt, ["db_password"] = "marked-wrong-password" },
            new() { ["logins"] = "nobody.there", ["db_password"] = Database.User.Password },
        })
        {
            asked["config_file"] = Path.Combine(Work, "input", "matomo");
            var asPeopleSeeIt = new AnsibleControl(Work, way) { Report = "default" };
            var outcome = await asPeopleSeeIt.RunAsync(Playbook, new JObject { ["asked"] = asked }, "-vvv", "--diff");
            leaks.Saw(outcome.Everything);
        }

        leaks.AssertNone([.. secrets, "marked-wrong-password"]);
    }

    private static void AssertTokens(Play play, params string[] logins)
    {
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.Multiple(() =>
        {
            Assert.That((bool?)play.FirstResult["changed"], Is.False);
            Assert.That(Keys.Where(key => !play.FirstResult.ContainsKey(key)), Is.Empty, "keys that are missing");
            Assert.That((string?)play.FirstResult["backend"], Is.EqualTo("database"));
            Assert.That(play.FirstResult["tokens"]!.Select(token => (string?)token["login"]), Is.EqualTo(logins));
            Assert.That(play.FirstResult["tokens"]!.Select(token => (string?)token["description"]), Is.All.EqualTo(Description));
        });
    }

    private static void AssertCheck(Play play, string expected)
    {
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That((bool?)play.FirstResult["changed"], Is.False);
        var found = new JArray(play.FirstResult["valid"]!, play.FirstResult["login"]!, play.FirstResult["super_user"]!);
        Assert.That(found.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo(expected));
    }

    private Task<Play> PlayAsync(JObject asked, params string[] options) =>
        new AnsibleControl(Work, way).PlayAsync(Playbook, new JObject { ["asked"] = asked }, options);
}
