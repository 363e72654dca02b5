using EndToEnd.Tests.Ansible;
using Matomo.TestDatabase;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Secrets;

/// <summary>
/// Marked secrets go to the database backend, from options and from Matomo's configuration, and must come out nowhere but in token files:
/// not at the server either.
/// </summary>
public sealed class DatabaseSecretsTest : DatabaseTest
{
    private const string WrongPassword = "marked-wrong-Pa55word 'quoted'";
    private const string Salt = "marked-salt-\"quoted\"-0123456789";
    private const string WrongSalt = "marked-wrong-salt-012345678901";
    private const string Vaulted = "0000feedfacecafe0000feedfacecafe";
    private const string KnownToken = "1111feedfacecafe1111feedfacecafe";

    private Leaks? _leaks;
    private MatomoDatabase? _marked;

    private protected override DatabaseServerOptions ServerOptions => new() { GeneralLog = true };

    private MatomoDatabase Marked => _marked!;

    private string[] Marks => [Marked.User.Password, WrongPassword, Salt, WrongSalt, Vaulted, KnownToken, "marked-"];

    private string Configuration => Path.Combine(Work, "input", "matomo");

    [SetUp]
    public void CreateMarkedDatabase()
    {
        _leaks = new Leaks(Work, TokenFile);
        _marked = Server.CreateMatomo(MatomoTables.Matomo5, salt: Salt);
        _marked.AddUser("alice");
        _marked.WriteConfiguration(Configuration);
        Directory.Delete(Installation, recursive: true);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Made_ThenUnchanged_ThenRevoked(bool fromConfiguration)
    {
        var asked = All(fromConfiguration);
        await PlayAsync([asked], ["\"action\": \"created\""], "--check");
        var renamed = All(fromConfiguration, ("expires_in", "30d"), ("description", "Renamed"));
        await PlayAsync([asked, asked, renamed], ["\"action\": \"created\"", "\"changed\": false", "\"action\": \"updated\""]);
        var value = await File.ReadAllTextAsync(TokenFile);
        await PlayAsync([All(fromConfiguration, ("state", "absent"))], ["\"action\": \"revoked\""]);
        AssertNone(value);
    }

    [Test]
    public async Task ValueFromTheVault()
    {
        await PlayAsync([All(true, ("token_auth", Vaulted), ("known_token", null))], ["\"action\": \"created\""]);
        Assert.That(await File.ReadAllTextAsync(TokenFile), Is.EqualTo(Vaulted));
        AssertNone();
    }

    [Test]
    public async Task ManyTokens()
    {
        JObject[] tokens =
        [
            new() { ["description"] = "One", ["token_auth"] = Vaulted, ["return_token"] = false },
            new() { ["description"] = "Two", ["known_token"] = KnownToken, ["token_file"] = TokenFile },
        ];
        (string, JToken?)[] list = [("tokens", new JArray([.. tokens])), ("token_file", null), ("known_token", null)];
        await PlayAsync([All(true, list), All(true, list)], ["\"changed\": true", "\"changed\": false"]);
        AssertNone(await File.ReadAllTextAsync(TokenFile));
    }

    [Test]
    public async Task Failures()
    {
        (string Option, string ErrorCode, string Value)[] failures =
        [
            ("db_password", "database_access_denied", WrongPassword),
            ("salt", "config_unreadable", WrongSalt),
            ("db_port", "invalid_arguments", "0"),
            ("db_socket", "database_unreachable", "/nonexistent/mysqld.sock"),
            ("db_name", "database_access_denied", "nowhere"),
            ("db_prefix", "database_access_denied", "other_"),
            ("login", "user_not_found", "nobody.there"),
            ("token_auth", "invalid_arguments", "marked-no-token-at-all"),
            ("token_file", "token_file_unwritable", "/proc/none/alice.token"),
        ];
        foreach (var fromConfiguration in new[] { true, false })
        {
            var asked = failures.Select(failure => failure.Option == "token_auth"
                ? All(fromConfiguration, (failure.Option, failure.Value), ("known_token", null))
                : All(fromConfiguration, (failure.Option, failure.Value)));
            var expected = failures.Select(failure => fromConfiguration ? $"\"error_code\": \"{failure.ErrorCode}\"" : "FAILED!");
            await PlayAsync([.. asked], [.. expected]);
        }

        AssertNone();
    }

    [Test]
    public async Task AnotherUsersValue()
    {
        Marked.AddUser("bob");
        Marked.AddToken("bob", KnownToken, Description);
        await PlayAsync([All(true)], ["\"error_code\": \"token_belongs_to_other_user\""]);
        AssertNone();
    }

    [Test]
    public async Task ExecutableAlone()
    {
        var file = new AnsibleControl(Work).Input("arguments.json", All(fromConfiguration: true).ToString());
        foreach (var options in new string[][] { ["--check", "--diff"], ["--diff", "--pretty"], [] })
            _leaks!.Saw((await new Command(Programs.MatomoToken, ["--verbose", file, .. options]).RunAsync()).Everything);

        AssertNone(await File.ReadAllTextAsync(TokenFile));
    }

    private JObject All(bool fromConfiguration, params (string Option, JToken? Value)[] others)
    {
        var arguments = new JObject
        {
            ["login"] = "alice",
            ["description"] = Description,
            ["token_file"] = TokenFile,
            ["known_token"] = KnownToken,
        };
        if (fromConfiguration)
        {
            arguments["config_file"] = Configuration;
        }
        else
        {
            arguments["db_socket"] = Server.Socket;
            arguments["db_name"] = Marked.Name;
            arguments["db_prefix"] = Marked.Prefix;
            arguments["db_user"] = Marked.User.Name;
            arguments["db_password"] = Marked.User.Password;
            arguments["salt"] = Salt;
        }

        foreach (var (option, value) in others)
        {
            arguments.Remove(option);
            if (value is not null)
                arguments[option] = value;
        }

        return arguments;
    }

    /// <summary>Plays a task for each, and finds what it answers among what Ansible says of it.</summary>
    private async Task PlayAsync(JObject[] asked, string[] expected, params string[] options)
    {
        var control = new AnsibleControl(Work) { Report = "default" };
        var outcome = await control.RunAsync(Playbooks.Tasks(asked.Length), Playbooks.Variables(asked), ["-vvv", "--diff", .. options]);
        var answers = outcome.Output.Split("\nTASK [")[1..];
        Assert.That(answers, Has.Length.EqualTo(asked.Length), outcome.Everything);
        foreach (var (answer, part) in answers.Zip(expected))
            Assert.That(answer, Does.Contain(part));

        _leaks!.Saw(outcome.Everything);
    }

    /// <summary>
    /// What the server logs of the test itself is on root's connections, and holds no secret but the account's password, in CREATE USER.
    /// </summary>
    private void AssertNone(params string[] values)
    {
        var log = Server.ReadGeneralLog();
        Assert.That(log, Does.Contain("INSERT INTO").And.Contain("GET_LOCK"), "a log that proves nothing");
        _leaks!.Saw(string.Join('\n', log.Split('\n').Where(line => !line.Contains("CREATE USER"))));
        _leaks.AssertNone([.. Marks, .. values]);
    }
}
