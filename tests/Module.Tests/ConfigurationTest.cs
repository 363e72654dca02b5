using Matomo.TestDatabase;

namespace MatomoToken.Tests;

/// <summary>What is read of an installation's directory, and what is said of what it lacks.</summary>
[Category("Programs")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConfigurationTest
{
    private static DatabaseServer? _server;
    private MatomoDatabase _matomo = null!;
    private string _folder = "";
    private string _file = "";

    [SetUp]
    public void Install()
    {
        _matomo = _server!.CreateMatomo(MatomoTables.Matomo5);
        _matomo.AddUser("alice");
        _folder = Directory.CreateTempSubdirectory("matomo_token-").FullName;
        _file = _matomo.WriteConfiguration(_folder);
    }

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [OneTimeSetUp]
    public static void Start() => _server = DatabaseServer.Start();

    [OneTimeTearDown]
    public static void Stop() => _server?.Dispose();

    [Test]
    public async Task SeveralKeysAreMissing_AreNamedAtOnce()
    {
        Rewrite(("dbname =", "name ="), ("username =", "user ="), ("salt =", "pepper ="));
        (await RunAsync()).IsFailure(
            "config_unreadable",
            _file,
            "no dbname and username in its [database] section, and no salt in its [General] section",
            "options db_name, db_user and salt");
    }

    [Test]
    public async Task SeveralOptionsAreMissing_AreNamedAtOnce() =>
        (await RunAsync(("config_file", null), ("db_host", "localhost")))
            .IsFailure("invalid_arguments", "db_name, db_user, salt are missing", "config_file");

    [Test]
    public async Task SeveralHosts_UrlSaysWhich()
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(_file)!, "stats.example.config.ini.php"), File.ReadAllText(_file));
        Rewrite((_matomo.Salt, "other"), ("dbname =", "no_dbname ="));
        (await RunAsync()).IsFailure("config_unreadable", _file, "stats.example.config.ini.php", "url");
        (await RunAsync(("url", "http://STATS.example:1234/matomo"), ("_ansible_check_mode", true))).IsSuccess("created", true);
        (await RunAsync(("url", "http://other.example/"))).IsFailure("config_unreadable", _file, "dbname");
    }

    [Test]
    public async Task SeveralHosts_Info_UrlSaysWhich()
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(_file)!, "stats.example.config.ini.php"), File.ReadAllText(_file));
        var answer = await Site.Info(new() { ["config_file"] = _folder });
        answer.IsFailure("config_unreadable", "stats.example.config.ini.php");
        answer = await Site.Info(new() { ["config_file"] = _folder, ["url"] = "https://stats.example/" });
        answer.IsSuccess(changed: false);
        Assert.That(answer.Backend, Is.EqualTo("database"));
    }

    [TestCase(true, null, null)]
    [TestCase(true, null, "")]
    [TestCase(false, "salt", null)]
    [TestCase(false, null, "http://127.0.0.1:1/")]
    public async Task EnvironmentVariables_IsAWarning(bool warns, string? salt, string? url)
    {
        File.AppendAllText(_file, "\n[Plugins]\nPlugins[] = \"API\"\nPlugins[] = \"EnvironmentVariables\"\n");
        var answer = await RunAsync(("salt", salt is null ? null : _matomo.Salt), ("url", url), ("_ansible_check_mode", true));
        answer.IsSuccess("created", true);
        Assert.That(answer.Warnings, warns ? Has.One.Matches("EnvironmentVariables.*MATOMO_GENERAL_SALT.*url") : Is.Empty);
    }

    private void Rewrite(params (string Old, string New)[] changes) =>
        File.WriteAllText(_file, changes.Aggregate(
            File.ReadAllText(_file), (text, change) => text.Replace(change.Old, change.New, StringComparison.Ordinal)));

    private Task<Answer> RunAsync(params (string Name, object? Value)[] options)
    {
        var arguments = new Dictionary<string, object?>
        {
            ["config_file"] = _folder,
            ["login"] = "alice",
            ["description"] = Site.Description,
        };
        foreach (var (name, value) in options)
            arguments[name] = value;

        return Site.Task(arguments.Where(argument => argument.Value is not null).ToDictionary());
    }
}
