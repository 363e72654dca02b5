using Matomo.TestDatabase;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests;

/// <summary>
/// A database server for the fixture, and for each test the database of a Matomo 5 with alice, bob and carol, reached as its configuration
/// says.
/// </summary>
public abstract class DatabaseTest : EndToEndTest
{
    private protected const string Description = "End to end";

    private DatabaseServer? _server;
    private MatomoDatabase? _database;

    private protected DatabaseServer Server => _server!;

    private protected MatomoDatabase Database => _database!;

    /// <summary>The directory of the installation.</summary>
    private protected string Installation => Path.Combine(Work, "matomo");

    private protected virtual DatabaseServerOptions ServerOptions => new();

    /// <summary>All tokens but those that an installation has by itself.</summary>
    private protected IReadOnlyList<TokenRecord> Rows => [.. Database.Tokens.Where(row => !row.SystemToken && row.Login != "anonymous")];

    [OneTimeSetUp]
    public void StartServer() => _server = DatabaseServer.Start(ServerOptions);

    [OneTimeTearDown]
    public void StopServer() => _server?.Dispose();

    [SetUp]
    public void CreateDatabase()
    {
        _database = Server.CreateMatomo(MatomoTables.Matomo5);
        foreach (var login in new[] { "alice", "bob", "carol" })
            _database.AddUser(login);

        _database.WriteConfiguration(Installation);
    }

    /// <summary>Adds user001, user002, … to Matomo.</summary>
    /// <returns>Their logins.</returns>
    private protected IReadOnlyList<string> AddUsers(int count)
    {
        var logins = Enumerable.Range(1, count).Select(number => $"user{number:D3}").ToList();
        var rows = logins.Select(login => $"('{login}', '', '{login}@example.org', UTC_TIMESTAMP())");
        Database.Execute(
            $"INSERT INTO {Database.Table("user")} (login, password, email, date_registered) VALUES {string.Join(", ", rows)}");
        return logins;
    }

    private protected override JObject Arguments() => new()
    {
        ["config_file"] = Installation,
        ["login"] = "alice",
        ["description"] = Description,
        ["token_file"] = TokenFile,
    };

    private protected override bool Accepts(string value)
    {
        var hash = Database.Hash(value);
        return Rows.Any(row => row.Password == hash && IsLive(row));
    }

    private protected static bool IsLive(TokenRecord row) => row.DateExpired is null || row.DateExpired > DateTime.UtcNow;

    /// <summary>Runs the executable for what a test wrote itself.</summary>
    private protected Task<Outcome> RunAsync(JObject arguments) => new Command(Programs.MatomoToken, ArgumentsFile(arguments)).RunAsync();
}
