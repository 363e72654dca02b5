using EndToEnd.Tests.Secrets;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>matomo_token_info: the executable under its second name, under a real Ansible.</summary>
public sealed class InfoAnsibleTest : DatabaseTest
{
    private const string Module = "matomo_token_info";
    private const string Value = "2222feedfacecafe2222feedfacecafe";
    private const string Dead = "4444feedfacecafe4444feedfacecafe";

    private static readonly string[] Keys = ["backend", "matomo_version", "tokens", "super_users", "valid", "login", "super_user"];

    [TestCase(ModuleWay.Library)]
    [TestCase(ModuleWay.Plugin, "--check", "--diff")]
    public async Task EveryAnswer(ModuleWay way, params string[] options)
    {
        await using var matomo = await MatomoStandIn.StartAsync();
        matomo.AddToken("alice", new PresetToken(Value, Description));
        Database.AddToken("alice", Value, Description, expires: DateTime.UtcNow.AddDays(3));
        Database.AddToken("bob", "3333feedfacecafe3333feedfacecafe", Description);
        var before = Database.Tokens;
        var play = await new AnsibleControl(Work, way).PlayAsync(
            Playbooks.Tasks(5, Module),
            Playbooks.Variables(
            [
                new JObject { ["config_file"] = Installation, ["logins"] = "alice@example.org" },
                new JObject { ["config_file"] = Installation, ["system"] = false },
                new JObject { ["config_file"] = Installation, ["logins"] = "nobody.there" },
                new JObject { ["url"] = matomo.Url.ToString(), ["token_auth"] = Value },
                new JObject { ["url"] = matomo.Url.ToString(), ["token_auth"] = Dead },
            ]),
            options);
        AssertTokens(play.Result(0), "alice");
        AssertTokens(play.Result(1), "alice", "bob");
        Assert.That((string?)play.Result(2)["error_code"], Is.EqualTo("user_not_found"), play.Everything);
        Assert.That((string?)play.Result(2)["msg"], Does.Contain("nobody.there"));
        AssertCheck(play.Result(3), """[true,"alice",false]""");
        Assert.That((string?)play.Result(3)["matomo_version"], Is.EqualTo(matomo.Version.ToString()));
        AssertCheck(play.Result(4), "[false,null,null]");
        Assert.That(play.Everything, Does.Not.Contain(Value).And.Not.Contain(Dead));
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
        var play = await control.PlayAsync(
            Playbooks.Tasks(1, Module), Playbooks.Variables([new JObject { ["config_file"] = Installation, ["logins"] = "alice" }]));
        AssertTokens(play.FirstResult, "alice");
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
    public async Task NoValueNoHashNoSecret_Anywhere([Values(ModuleWay.Library, ModuleWay.Plugin)] ModuleWay way)
    {
        var leaks = new Leaks(Work, TokenFile);
        await File.WriteAllTextAsync(TokenFile, Value);
        Database.AddToken("alice", Value, Description);
        string[] secrets = [Value, Database.Salt, Database.User.Password, .. Database.Tokens.Select(row => row.Password)];
        Directory.Move(Installation, Path.Combine(Directory.CreateDirectory(Path.Combine(Work, "input")).FullName, "matomo"));
        JObject[] asked =
        [
            new(),
            new() { ["token_auth"] = Value },
            new() { ["token_file"] = TokenFile },
            new() { ["token_auth"] = Value, ["salt"] = Database.Salt, ["db_password"] = "marked-wrong-password" },
            new() { ["logins"] = "nobody.there", ["db_password"] = Database.User.Password },
        ];
        foreach (var options in asked)
            options["config_file"] = Path.Combine(Work, "input", "matomo");

        var asPeopleSeeIt = new AnsibleControl(Work, way) { Report = "default" };
        var outcome = await asPeopleSeeIt.RunAsync(Playbooks.Tasks(asked.Length, Module), Playbooks.Variables(asked), "-vvv", "--diff");
        Assert.That(outcome.Output, Does.Contain("user_not_found"), "the last one ran, too");
        leaks.Saw(outcome.Everything);
        leaks.AssertNone([.. secrets, "marked-wrong-password"]);
    }

    private static void AssertTokens(JObject result, params string[] logins) => Assert.Multiple(() =>
    {
        Assert.That((bool?)result["changed"], Is.False, result.ToString());
        Assert.That(Keys.Where(key => !result.ContainsKey(key)), Is.Empty, "keys that are missing");
        Assert.That((string?)result["backend"], Is.EqualTo("database"));
        Assert.That(result["tokens"]!.Select(token => (string?)token["login"]), Is.EqualTo(logins));
        Assert.That(result["tokens"]!.Select(token => (string?)token["description"]), Is.All.EqualTo(Description));
    });

    private static void AssertCheck(JObject result, string expected)
    {
        Assert.That((bool?)result["changed"], Is.False, result.ToString());
        var found = new JArray(result["valid"]!, result["login"]!, result["super_user"]!);
        Assert.That(found.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo(expected));
    }
}
