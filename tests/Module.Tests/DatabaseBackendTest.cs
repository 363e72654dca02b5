using System.Text.Json;
using System.Text.Json.Nodes;
using Ansible.Modules.Hosting;
using Matomo.TestDatabase;

namespace MatomoToken.Tests;

/// <summary>The options of the database backend, and its results.</summary>
[Category("Programs")]
public sealed class DatabaseBackendTest
{
    private const string Value = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Keys =
    [
        "action", "login", "description", "token_auth", "value_known", "token_file", "token", "others", "revoked",
    ];

    private readonly DatabaseServer _server = DatabaseServer.Start(new DatabaseServerOptions { Tls = true });

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task ConfigFile_IsEnough([Values] MatomoTables tables, [Values] DatabaseAddress address)
    {
        using var host = new Host(_server, tables, new ConfigurationOptions { Address = address });
        var answer = await RunAsync(host);
        answer.IsSuccess(changed: tables != MatomoTables.Matomo3);
        Assert.That(answer.Backend, Is.EqualTo("database"));
        Assert.That(answer.MatomoVersion, Is.EqualTo(host.Matomo.Version));
    }

    [Test]
    public async Task InstallationDirectory_IsEnough()
    {
        using var host = new Host(_server);
        (await RunAsync(host, ("config_file", host.Folder))).IsSuccess("created", true);
    }

    [Test]
    public async Task Options_AreEnough()
    {
        using var host = new Host(_server);
        var answer = await RunAsync(
            host,
            ("config_file", null), ("db_host", "127.0.0.1"), ("db_port", _server.Port), ("db_name", host.Matomo.Name),
            ("db_user", host.Matomo.User.Name), ("db_password", host.Matomo.User.Password), ("db_prefix", host.Matomo.Prefix),
            ("salt", host.Matomo.Salt), ("db_ca_path", _server.CaPath));
        answer.IsSuccess("created", true);
        Assert.That(host.Matomo.TokensOf("alice").Single().Password, Is.EqualTo(host.Matomo.Hash(answer.Value!)));
    }

    [Test]
    public async Task EachOption_OverridesTheConfiguration()
    {
        using var host = new Host(_server, options: new ConfigurationOptions
        {
            Address = DatabaseAddress.HostAndPort,
            Database = new Dictionary<string, string?>
            {
                ["port"] = "1",
                ["dbname"] = "wrong",
                ["username"] = "wrong",
                ["password"] = "wrong",
                ["tables_prefix"] = "wrong_",
                ["ssl_ca"] = "/wrong",
            },
        });
        File.WriteAllText(host.ConfigFile, File.ReadAllText(host.ConfigFile).Replace(host.Matomo.Salt, "wrong", StringComparison.Ordinal));
        var answer = await RunAsync(
            host,
            ("db_port", _server.Port), ("db_name", host.Matomo.Name), ("db_user", host.Matomo.User.Name),
            ("db_password", host.Matomo.User.Password), ("db_prefix", host.Matomo.Prefix), ("salt", host.Matomo.Salt),
            ("db_tls", "required"));
        answer.IsSuccess("created", true);
    }

    [Test]
    public async Task DbSocket_GoesBeforeTheHostOfTheConfiguration()
    {
        using var host = new Host(_server, options: new ConfigurationOptions
        {
            Database = new Dictionary<string, string?> { ["host"] = "192.0.2.1", ["unix_socket"] = null },
        });
        (await RunAsync(host, ("db_socket", _server.Socket))).IsSuccess("created", true);
    }

    [Test]
    public async Task DbPort_MeansTcp()
    {
        using var host = new Host(_server, options: new ConfigurationOptions { Address = DatabaseAddress.Socket });
        (await RunAsync(host, ("db_host", "localhost"), ("db_port", 1), ("timeout", 5))).IsFailure("database_unreachable", "localhost:1");
        (await RunAsync(host, ("db_port", 1), ("timeout", 5))).IsFailure("database_unreachable", "localhost:1");
        (await RunAsync(host, ("db_port", _server.Port))).IsSuccess("created", true);
    }

    [Test]
    public async Task DbHost_GoesBeforeTheSocketOfTheConfiguration()
    {
        using var host = new Host(_server, options: new ConfigurationOptions { Address = DatabaseAddress.Socket });
        (await RunAsync(host, ("db_host", "127.0.0.2"), ("timeout", 5))).IsFailure("database_unreachable", "127.0.0.2:3306");
    }

    [Test]
    public async Task DbPortAndDbSocket_ContradictEachOther()
    {
        using var host = new Host(_server);
        var answer = await RunAsync(host, ("db_port", _server.Port), ("db_socket", _server.Socket));
        answer.IsFailure("invalid_arguments", "db_port", "db_socket");
    }

    [Test]
    public async Task ConfigurationThatSaysNothingOfTls_EncryptsWhereTheServerCan()
    {
        using var demanding = DatabaseServer.Start(new DatabaseServerOptions { RequireTls = true });
        using var host = new Host(demanding, options: new ConfigurationOptions
        {
            Address = DatabaseAddress.HostAndPort,
            Database = new Dictionary<string, string?> { ["enable_ssl"] = null, ["ssl_ca"] = null },
        });
        (await RunAsync(host)).IsSuccess("created", true);
    }

    [Test]
    public async Task WrongCertificateAuthority_IsTlsFailed()
    {
        using var host = new Host(_server, options: new ConfigurationOptions { Address = DatabaseAddress.HostAndPort });
        using var other = DatabaseServer.Start(new DatabaseServerOptions { Tls = true });
        (await RunAsync(host, ("db_ca_path", other.CaPath))).IsFailure("tls_failed", "db_ca_path");
        Assert.That(host.Matomo.TokensOf("alice"), Is.Empty);
    }

    [Test]
    public async Task NoSalt_NamesFileKeyAndOption()
    {
        using var host = new Host(_server);
        File.WriteAllText(host.ConfigFile, File.ReadAllText(host.ConfigFile).Replace("salt =", "pepper =", StringComparison.Ordinal));
        (await RunAsync(host)).IsFailure("config_unreadable", host.ConfigFile, "salt", "[General]");
    }

    [TestCase("dbname", "db_name")]
    [TestCase("username", "db_user")]
    public async Task MissingKey_NamesFileKeyAndOption(string key, string option)
    {
        var options = new ConfigurationOptions { Database = new Dictionary<string, string?> { [key] = null } };
        using var host = new Host(_server, options: options);
        (await RunAsync(host)).IsFailure("config_unreadable", host.ConfigFile, key, option, "[database]");
    }

    [Test]
    public async Task NoSuchFile_NamesIt()
    {
        using var host = new Host(_server);
        (await RunAsync(host, ("config_file", "/no/such/matomo"))).IsFailure("config_unreadable", "/no/such/matomo");
    }

    [TestCase("m'`;")]
    [TestCase("with blank")]
    public async Task PrefixThatIsNone_IsRefused(string prefix)
    {
        using var host = new Host(_server);
        (await RunAsync(host, ("db_prefix", prefix))).IsFailure("invalid_arguments", "db_prefix");
    }

    [Test]
    public async Task BackendApi_LeavesTheDatabaseAlone()
    {
        using var host = new Host(_server);
        (await RunAsync(host, ("backend", "api"))).IsFailure("invalid_arguments", "url");
    }

    [Test]
    public async Task Result_HasEveryKey()
    {
        using var host = new Host(_server);
        host.Matomo.AddToken("alice", Value, Site.Description, lastUsed: DateTime.UtcNow);
        var answer = await RunAsync(host);
        answer.IsSuccess("none", false);
        Assert.That(Keys, Is.SubsetOf(answer.Json.AsObject().Select(member => member.Key)));
        Assert.That(answer.Value, Is.Null);
        Assert.That((bool)answer.Json["value_known"]!, Is.False);
        Assert.That((long?)answer.Json["token"]!["id"], Is.Not.Null);
        Assert.That((string?)answer.Json["token"]!["last_used_at"], Does.EndWith("Z"));
    }

    [Test]
    public async Task ReturnToken_WithoutAPlaceToKeepTheValue_IsRefusedInTheFirstRun()
    {
        using var host = new Host(_server);
        var answer = await RunAsync(host, ("return_token", true));
        answer.IsFailure("not_idempotent", "token_file", "token_auth", "known_token", "return_token");
        Assert.That(host.Matomo.TokensOf("alice"), Is.Empty);
    }

    [Test]
    public async Task TokenAuth_IsRepeatedOnlyWhenAskedFor()
    {
        using var host = new Host(_server);
        var answer = await RunAsync(host, ("token_auth", Value), ("_ansible_verbosity", 3), ("_ansible_diff", true));
        answer.IsSuccess("created", true);
        Assert.That(answer.Text, Does.Not.Contain(Value));
        Assert.That((await RunAsync(host, ("token_auth", Value), ("return_token", true))).Value, Is.EqualTo(Value));
    }

    [Test]
    public async Task ExpiresAtNever_RemovesAnExpiry()
    {
        using var host = new Host(_server);
        (await RunAsync(host, ("expires_in", "30d"))).IsSuccess("created", true);
        var answer = await RunAsync(host, ("expires_at", "never"));
        answer.IsSuccess("updated", true);
        Assert.That(answer.Json["token"]!["expires_at"], Is.Null);
        Assert.That(host.Matomo.TokensOf("alice").Single().DateExpired, Is.Null);
        (await RunAsync(host, ("expires_at", "never"))).IsSuccess("none", false);
        (await RunAsync(host, ("expires_at", "never"), ("expires_in", "30d"))).IsFailure("invalid_arguments", "expires_at", "expires_in");
    }

    [Test]
    public async Task Others_HaveTheirExpiry()
    {
        using var host = new Host(_server);
        host.Matomo.AddToken("alice", Value, Site.Description, expires: new DateTime(2099, 1, 2, 3, 4, 5));
        host.Matomo.AddToken("alice", Site.Dead(), Site.Description);
        var others = (await RunAsync(host)).Json["others"]!.AsArray();
        Assert.That(others.Select(other => (string?)other!["expires_at"]), Is.EqualTo(new[] { "2099-01-02T03:04:05Z" }));
    }

    [Test]
    public async Task Revoked_AreListed()
    {
        using var host = new Host(_server);
        var ids = new[] { Value, Site.Dead() }.Select(value => host.Matomo.AddToken("alice", value, Site.Description).Id).ToList();
        var answer = await RunAsync(host, ("state", "absent"));
        answer.IsSuccess("revoked", true);
        Assert.That(answer.Json["revoked"]!.AsArray().Select(token => (long)token!["id"]!), Is.EquivalentTo(ids));
        Assert.That(answer.Json["token"], Is.Null);
    }

    [Test]
    public async Task Diff_ShowsWhichOthersAreRevoked()
    {
        using var host = new Host(_server);
        var file = Path.Combine(host.Folder, "alice");
        await RunAsync(host, ("token_file", file));
        var other = host.Matomo.AddToken("alice", Site.Dead(), Site.Description).Id;
        var diff = (await RunAsync(host, ("token_file", file), ("revoke_others", true), ("_ansible_diff", true))).Json["diff"]!;
        Assert.That(diff["before"]!["revoked"]!.AsArray(), Is.Empty);
        Assert.That(diff["after"]!["revoked"]!.AsArray().Select(id => (long?)id), Is.EqualTo(new long?[] { other }));
    }

    [Test]
    public async Task List_ResultsAndDiffInOrder()
    {
        using var host = new Host(_server);
        host.Matomo.AddUser("bob");
        string[] logins = ["bob", "alice", "admin"];
        var entries = logins.Select(login => new { login, token_file = Path.Combine(host.Folder, login) }).ToArray();
        var answer = await RunAsync(host, ("login", null), ("_ansible_diff", true), ("tokens", entries));
        Assert.That(answer.Results.Select(result => (string?)result["login"]), Is.EqualTo(logins), answer.Text);
        Assert.That(answer.Results.Select(result => Keys.Except(result.AsObject().Select(member => member.Key))), Is.All.Empty);
        Assert.That(answer.Json["diff"]!.AsArray().Select(diff => (string?)diff!["after"]!["value"]), Is.All.EqualTo("(new)"));
        Assert.That((await RunAsync(host, ("login", null), ("tokens", entries))).Changed, Is.False);
    }

    [Test]
    public async Task ListWithUnknownUser_NamesTheEntryAndMakesNothing()
    {
        using var host = new Host(_server);
        var entries = new[] { "alice", "nobody" }.Select(login => new { login }).ToArray();
        (await RunAsync(host, ("login", null), ("tokens", entries))).IsFailure("user_not_found", "tokens[1]", "nobody");
        Assert.That(host.Matomo.TokensOf("alice"), Is.Empty);
    }

    [Test]
    public async Task Secrets_AreMasked()
    {
        using var host = new Host(_server);
        var description = $"{host.Matomo.Salt} {host.Matomo.User.Password}";
        var answer = await RunAsync(host, ("description", description), ("_ansible_verbosity", 3), ("timeout", 0));
        Assert.That(answer.ExitCode, Is.EqualTo(1));
        answer = await RunAsync(host, ("login", $"no {host.Matomo.Salt}"), ("_ansible_verbosity", 3));
        answer.IsFailure("user_not_found");
        Assert.That(answer.Text, Does.Not.Contain(host.Matomo.Salt));
    }

    /// <summary>The value is in the answer alone: nobody has it when that cannot be written.</summary>
    [TestCase(null, 0)]
    [TestCase("kept", 1)]
    public async Task AnswerCannotBeWritten_NewTokenIsRevoked(string? tokenFile, int remaining)
    {
        using var host = new Host(_server);
        var arguments = new Dictionary<string, object?>
        {
            ["config_file"] = host.ConfigFile,
            ["login"] = "alice",
            ["description"] = Site.Description,
            ["token_file"] = tokenFile is null ? null : Path.Combine(host.Folder, tokenFile),
        };
        using var input = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(arguments));
        using var output = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.That(await ModuleHost.RunAsync([new MatomoTokenModule()], ["-"], input, output), Is.EqualTo(1));
        Assert.That(host.Matomo.TokensOf("alice"), Has.Count.EqualTo(remaining));
    }

    private static Task<Answer> RunAsync(Host host, params (string Name, object? Value)[] options)
    {
        var arguments = new Dictionary<string, object?>
        {
            ["config_file"] = host.ConfigFile,
            ["login"] = "alice",
            ["description"] = Site.Description,
        };
        foreach (var (name, value) in options)
            arguments[name] = value;

        return Site.Task(arguments.Where(argument => argument.Value is not null).ToDictionary());
    }

    /// <summary>A host with a Matomo whose user is alice.</summary>
    private sealed class Host : IDisposable
    {
        public Host(DatabaseServer server, MatomoTables tables = MatomoTables.Matomo5, ConfigurationOptions? options = null)
        {
            Matomo = server.CreateMatomo(tables);
            Matomo.AddUser("alice");
            Folder = Directory.CreateTempSubdirectory("matomo_token-").FullName;
            ConfigFile = Matomo.WriteConfiguration(Folder, options);
        }

        public MatomoDatabase Matomo { get; }

        public string Folder { get; }

        public string ConfigFile { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
