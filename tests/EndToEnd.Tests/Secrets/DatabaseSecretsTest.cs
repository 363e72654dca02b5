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
        await PlayAsync("\"action\": \"created\"", fromConfiguration, check: true);
        await PlayAsync("\"action\": \"created\"", fromConfiguration);
        var value = await File.ReadAllTextAsync(TokenFile);
        await PlayAsync("\"changed\": false", fromConfiguration);
        await PlayAsync("\"action\": \"updated\"", fromConfiguration, ("expires_in", "30d"), ("description", "Renamed"));
        await PlayAsync("\"action\": \"revoked\"", fromConfiguration, ("state", "absent"));
        AssertNone(value);
    }

    [Test]
    public async Task ValueFromTheVault()
    {
        await PlayAsync("\"action\": \"created\"", fromConfiguration: true, ("token_auth", Vaulted), ("known_token", null));
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
        await PlayAsync("\"changed\": true", fromConfiguration: true, list);
        await PlayAsync("\"changed\": false", fromConfiguration: true, list);
        AssertNone(await File.ReadAllTextAsync(TokenFile));
    }

    private static IEnumerable<TestCaseData<string, string, string>> Failures =>
    [
        new("db_password", "database_access_denied", WrongPassword),
        new("salt", "config_unreadable", WrongSalt),
        new("db_port", "invalid_arguments", "0"),
        new("db_socket", "database_unreachable", "/nonexistent/mysqld.sock"),
        new("db_name", "database_access_denied", "nowhere"),
        new("db_prefix", "database_access_denied", "other_"),
        new("login", "user_not_found", "nobody.there"),
        new("token_auth", "invalid_arguments", "marked-no-token-at-all"),
        new("token_file", "token_file_unwritable", "/proc/none/alice.token"),
    ];

    [TestCaseSource(nameof(Failures))]
    public async Task Failure(string option, string errorCode, string value)
    {
        (string, JToken?)[] others = option == "token_auth" ? [(option, value), ("known_token", null)] : [(option, value)];
        await PlayAsync($"\"error_code\": \"{errorCode}\"", fromConfiguration: true, others);
        await PlayAsync("FAILED!", fromConfiguration: false, others);
        AssertNone();
    }

    [Test]
    public async Task AnotherUsersValue()
    {
        Marked.AddUser("bob");
        Marked.AddToken("bob", KnownToken, Description);
        await PlayAsync("\"error_code\": \"token_belongs_to_other_user\"", fromConfiguration: true);
        AssertNone();
    }

    [Test]
    public async Task ExecutableAlone()
    {
        var file = new AnsibleControl(Work).Input("arguments.json", All(fromConfiguration: true).ToString());
        foreach (var options in new string[][] { ["--check", "--diff"], ["--diff", "--pretty"], [] })
            _leaks!.Saw((await new Command(Programs.MatomoToken, [file, .. options]).RunAsync()).Everything);

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

    private Task PlayAsync(string expected, bool fromConfiguration, params (string Option, JToken? Value)[] others) =>
        PlayAsync(expected, fromConfiguration, check: false, others);

    private async Task PlayAsync(string expected, bool fromConfiguration, bool check, params (string Option, JToken? Value)[] others)
    {
        var control = new AnsibleControl(Work) { Report = "default" };
        string[] options = ["-vvv", "--diff", .. check ? ["--check"] : Array.Empty<string>()];
        var outcome = await control.RunAsync(Playbooks.OneToken, new JObject { ["token"] = All(fromConfiguration, others) }, options);
        Assert.That(outcome.Output, Does.Contain(expected), outcome.Everything);
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
