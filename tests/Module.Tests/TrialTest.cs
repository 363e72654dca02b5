using Matomo.StandIn;
using Matomo.TestDatabase;

namespace MatomoToken.Tests;

/// <summary>With url beside the database, Matomo itself is shown the first new value.</summary>
[Category("Programs")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TrialTest
{
    private static DatabaseServer? _server;

    [OneTimeSetUp]
    public static void Start() => _server = DatabaseServer.Start();

    [OneTimeTearDown]
    public static void Stop() => _server?.Dispose();

    [Test]
    public async Task RightSalt_IsTriedOnce([ValueSource(typeof(Site), nameof(Site.All))] string version)
    {
        await using var site = await StartAsync(version, database => database.Salt);
        var answer = await RunAsync(site, ("tokens", Two));
        using (Assert.EnterMultipleScope())
        {
            answer.IsSuccess(changed: true);
            Assert.That(site.Calls, Is.EqualTo([Site.Preference]));
            Assert.That(site.Matomo.Requests[0].Form["userLogin"], Is.EqualTo("alice"));
            Assert.That(answer.Warnings.Where(warning => !warning.Contains("do not apply", StringComparison.Ordinal)), Is.Empty);
        }
    }

    [TestCase(Site.Four)]
    [TestCase(Site.Five)]
    public async Task OtherSalt_NothingRemains(string version)
    {
        await using var site = await StartAsync(version, _ => "ffffffffffffffffffffffffffffffff");
        var before = Database.Tokens;
        var answer = await RunAsync(site, ("tokens", Two));
        answer.IsFailure("config_unreadable", site.Matomo.Url.ToString(), "alice", "MATOMO_GENERAL_SALT", "salt");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Changed, Is.False);
            Assert.That(Database.Tokens, Is.EqualTo(before));
            Assert.That(site.Matomo.FailedLogins.All, Has.Count.EqualTo(version == Site.Five ? 1 : 2));
        }
    }

    [Test]
    public async Task OtherInstallation_NothingRemains([ValueSource(typeof(Site), nameof(Site.All))] string version)
    {
        await using var site = await StartAsync(version, database => database.Salt, sharesDatabase: false);
        var rows = $"SELECT * FROM {Database.Table(version == Site.Three ? "user" : "user_token_auth")}";
        var before = Database.Query(rows);
        (await RunAsync(site, ("login", "alice"), ("recreate", "always"))).IsFailure("config_unreadable", "another installation");
        Assert.That(Database.Query(rows), Is.EqualTo(before));
    }

    [Test]
    public async Task LockedOut_IsAWarning([ValueSource(typeof(Site), nameof(Site.All))] string version)
    {
        await using var site = await StartAsync(version, database => database.Salt);
        site.LockOut();
        await AssertStoredWithWarningAsync(site, "locked", ("recreate", "always"));
    }

    [Test]
    public async Task Unreachable_IsAWarning()
    {
        await using var site = await StartAsync(Site.Five, database => database.Salt);
        await AssertStoredWithWarningAsync(site, "no connection", ("url", "http://127.0.0.1:1/"));
    }

    [Test]
    public async Task Certificate_IsChecked()
    {
        await using var site = await StartAsync(Site.Five, database => database.Salt);
        var answer = await RunAsync(site, ("login", "alice"), ("url", site.Matomo.Url), ("ca_path", "/no/such/file"));
        answer.IsFailure("invalid_arguments", "ca_path");
        Assert.That(Database.TokensOf("alice"), Is.Empty);
    }

    [Test]
    public async Task CheckMode_TriesNothing()
    {
        await using var site = await StartAsync(Site.Five, database => database.Salt);
        (await RunAsync(site, ("login", "alice"), ("_ansible_check_mode", true))).IsSuccess("created", true);
        Assert.That(site.Matomo.Requests, Is.Empty);
    }

    private static Dictionary<string, object?>[] Two => [NewOf("alice"), NewOf("bob")];

    private MatomoDatabase Database { get; set; } = null!;

    private static Dictionary<string, object?> NewOf(string login) => new() { ["login"] = login, ["recreate"] = "always" };

    private async Task AssertStoredWithWarningAsync(Site site, string words, params (string Name, object? Value)[] options)
    {
        var answer = await RunAsync(site, [("login", "alice"), .. options]);
        answer.IsSuccess(changed: true);
        Assert.That(answer.Warnings, Has.One.Contains("could not be found out").And.One.Contains(words));
        Assert.That(answer.Warnings, Has.None.Contains("Nothing was changed"));
        Assert.That(answer.Value, Is.Not.Null);
    }

    private async Task<Site> StartAsync(string version, Func<MatomoDatabase, string> salt, bool sharesDatabase = true)
    {
        Database = _server!.CreateMatomo(version switch
        {
            Site.Three => MatomoTables.Matomo3,
            Site.Four => MatomoTables.Matomo4,
            _ => MatomoTables.Matomo5,
        });
        Database.AddUser("alice");
        Database.AddUser("bob");
        return await Site.StartAsync(new StandInOptions
        {
            Version = MatomoVersion.Parse(version),
            Database = sharesDatabase ? new StandInDatabase(Database.ConnectionString(), Database.Prefix) : null,
            Salt = salt(Database),
        });
    }

    private Task<Answer> RunAsync(Site site, params (string Name, object? Value)[] options)
    {
        var arguments = new Dictionary<string, object?>
        {
            ["config_file"] = Database.WriteConfiguration(site.Folder),
            ["url"] = site.Matomo.Url,
            ["description"] = Site.Description,
            ["use_proxy"] = false,
        };
        foreach (var (name, value) in options)
            arguments[name] = value;

        return Site.Task(arguments);
    }
}
