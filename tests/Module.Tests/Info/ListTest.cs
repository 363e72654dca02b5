using System.Text.Json.Nodes;
using Matomo.TestDatabase;

namespace MatomoToken.Tests.Info;

/// <summary>matomo_token_info on the database: options, results, and that no value or hash is in them.</summary>
[Category("Programs")]
public sealed class ListTest
{
    private const string Value = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Keys =
        ["changed", "backend", "matomo_version", "tokens", "super_users", "valid", "login", "super_user"];

    private static readonly string[] TokenKeys =
        ["id", "login", "description", "created_at", "last_used_at", "last_use_reliable", "expires_at", "expired", "secure_only", "system"];

    private readonly DatabaseServer _server = DatabaseServer.Start();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Result_HasEveryKey([Values] MatomoTables tables, [Values] bool checkMode)
    {
        using var host = new Host(_server, tables);
        var answer = await RunAsync(host, ("_ansible_check_mode", checkMode));
        answer.IsSuccess(changed: false);
        Assert.That(answer.Backend, Is.EqualTo("database"));
        Assert.That(answer.MatomoVersion, Is.EqualTo(host.Matomo.Version));
        Assert.That(Keys, Is.SubsetOf(answer.Json.AsObject().Select(member => member.Key)));
        Assert.That(TokensOf(answer).Select(token => token.Select(member => member.Key)), Is.All.EqualTo(TokenKeys).And.Not.Empty);
        Assert.That(new[] { "valid", "login", "super_user" }.Select(key => answer.Json[key]), Is.All.Null);
    }

    [Test]
    public async Task Token_InTheWordsOfMatomoToken()
    {
        using var host = new Host(_server);
        var (created, expired) = (new DateTime(2026, 1, 2, 3, 4, 5), new DateTime(2020, 1, 2, 3, 4, 5));
        var row = host.Matomo.AddToken("alice", Value, "R&amp;D", created: created, expires: expired, secureOnly: true);
        var token = TokensOf(await RunAsync(host, ("login", "alice@example.org"))).Single();
        var expected = JsonNode.Parse(
            $$"""
            {
              "id": {{row.Id}}, "login": "alice", "description": "R&D", "created_at": "2026-01-02T03:04:05Z", "last_used_at": null,
              "last_use_reliable": true, "expires_at": "2020-01-02T03:04:05Z", "expired": true, "secure_only": true, "system": false
            }
            """);
        Assert.That(JsonNode.DeepEquals(token, expected), token.ToJsonString());
    }

    [Test]
    public async Task Filters_ReachTheDatabase()
    {
        using var host = new Host(_server);
        var now = DateTime.UtcNow;
        var wanted = host.Matomo.AddToken("alice", Value, "WordPress", created: now.AddDays(-200), expires: now.AddDays(3)).Id;
        host.Matomo.AddToken("alice", Site.Dead(), "Other", created: now.AddDays(-200), expires: now.AddDays(3));
        host.Matomo.AddToken("alice", Site.Dead(), "WordPress", expires: now.AddDays(3));
        host.Matomo.AddToken("alice", Site.Dead(), "WordPress", created: now.AddDays(-200));
        foreach (var logins in new object[] { "alice", "bob,alice", new[] { "bob", "alice" } })
        {
            var answer = await RunAsync(
                host,
                ("logins", logins), ("description", "WordPress"), ("unused_for", "180d"), ("expires_within", "2w"), ("system", false));
            Assert.That(TokensOf(answer).Select(token => (long)token["id"]!), Is.EqualTo(new[] { wanted }), answer.Text);
        }
    }

    [Test]
    public async Task Value_OrItsFile_FindsTheToken_AndIsNotSaid([Values] bool inFile)
    {
        using var host = new Host(_server);
        var id = host.Matomo.AddToken("alice", Value, "WordPress").Id;
        var file = Path.Combine(host.Folder, "token");
        File.WriteAllText(file, Value);
        var answer = await RunAsync(host, inFile ? ("token_file", file) : ("token_auth", Value), ("_ansible_verbosity", 3));
        Assert.That(TokensOf(answer).Select(token => (long)token["id"]!), Is.EqualTo(new[] { id }));
        Assert.That(answer.Text, Does.Not.Contain(Value));
    }

    [Test]
    public async Task NoValueOrHash_InAnyResult([Values] MatomoTables tables)
    {
        using var host = new Host(_server, tables);
        var secrets = new List<string> { host.Matomo.Salt, host.Matomo.User.Password };
        if (tables == MatomoTables.Matomo3)
        {
            secrets.Add(host.Matomo.PlainToken("alice"));
        }
        else
        {
            host.Matomo.AddToken("alice", Value, "WordPress");
            secrets.AddRange([Value, .. host.Matomo.Tokens.Select(row => row.Password)]);
        }

        var answer = await RunAsync(host, ("_ansible_verbosity", 3), ("_ansible_diff", true));
        Assert.That(TokensOf(answer), Is.Not.Empty);
        Assert.That(secrets.Where(secret => answer.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task Salt_IsNeededForAValueAlone()
    {
        using var host = new Host(_server);
        File.WriteAllText(host.ConfigFile, File.ReadAllText(host.ConfigFile).Replace("salt =", "pepper =", StringComparison.Ordinal));
        Assert.That((await RunAsync(host)).ExitCode, Is.Zero);
        (await RunAsync(host, ("token_auth", Value))).IsFailure("config_unreadable", "salt", "[General]");
    }

    [TestCase("logins", "nobody.there", "user_not_found")]
    [TestCase("unused_for", "90", "invalid_arguments")]
    [TestCase("expires_within", "soon", "invalid_arguments")]
    [TestCase("description", "", "invalid_arguments")]
    [TestCase("token_auth", "marked-not-a-value", "invalid_arguments")]
    [TestCase("db_port", "0", "invalid_arguments")]
    [TestCase("timeout", "0", "invalid_arguments")]
    [TestCase("config_file", "/no/such/matomo", "config_unreadable")]
    public async Task Failure_SaysBackendAndOption(string option, string value, string code)
    {
        using var host = new Host(_server);
        var answer = await RunAsync(host, (option, value));
        answer.IsFailure(code);
        Assert.That(answer.Backend, Is.EqualTo("database"));
        Assert.That(answer.Changed, Is.False);
        Assert.That(answer.Text, Does.Not.Contain("marked-not-a-value"));
    }

    [Test]
    public async Task ValueAndFile_ExcludeEachOther()
    {
        using var host = new Host(_server);
        (await RunAsync(host, ("token_auth", Value), ("token_file", "/tmp/x"))).IsFailure("invalid_arguments", "mutually exclusive");
    }

    [Test]
    public async Task AccountWithoutAccess_IsWarned()
    {
        using var host = new Host(_server);
        var user = host.Matomo.AddDatabaseUser(("user", "SELECT"), ("option", "SELECT"), ("user_token_auth", "SELECT"));
        var answer = await RunAsync(host, ("db_user", user.Name), ("db_password", user.Password));
        var ofPeople = TokensOf(answer).Where(token => (string?)token["login"] != "anonymous");
        Assert.That(ofPeople.Select(token => token["last_use_reliable"]), Is.All.Null);
        var table = $"`{host.Matomo.Name}`.`{host.Matomo.Prefix}access`";
        Assert.That(answer.Warnings, Has.One.EndsWith($"GRANT SELECT ON {table} TO '{user.Name}'@'%';"));
    }

    private static List<JsonObject> TokensOf(Answer answer)
    {
        Assert.That(answer.ExitCode, Is.Zero, answer.Text);
        return [.. answer.Json["tokens"]!.AsArray().Select(token => token!.AsObject())];
    }

    private static Task<Answer> RunAsync(Host host, params (string Name, object? Value)[] options)
    {
        var arguments = new Dictionary<string, object?> { ["config_file"] = host.ConfigFile };
        foreach (var (name, value) in options)
            arguments[name] = value;

        return Site.Info(arguments);
    }

    /// <summary>A host with a Matomo whose users are alice and bob.</summary>
    private sealed class Host : IDisposable
    {
        public Host(DatabaseServer server, MatomoTables tables = MatomoTables.Matomo5)
        {
            Matomo = server.CreateMatomo(tables);
            Matomo.AddUser("alice");
            Matomo.AddUser("bob");
            Folder = Directory.CreateTempSubdirectory("matomo_token-").FullName;
            ConfigFile = Matomo.WriteConfiguration(Folder);
        }

        public MatomoDatabase Matomo { get; }

        public string Folder { get; }

        public string ConfigFile { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
