using Matomo.StandIn;
using Matomo.StandIn.Tokens;
using Matomo.StandIn.Users;
using Matomo.TestDatabase;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>A stand-in with its tokens in memory or in a database; one server for the fixture, one database for each test.</summary>
public abstract class TokenTableFixture(TokenTableKind kind) : StandInFixture
{
    private DatabaseServer? _server;

    /// <summary>The rows of the users, without those that an installation has by itself.</summary>
    protected IReadOnlyList<TokenRow> Rows =>
        [.. StandIn.Tokens.Rows.Where(row => Users.Any(user => user.Login.Equals(row.Login, StringComparison.OrdinalIgnoreCase)))];

    protected MatomoDatabase? Database { get; private set; }

    [OneTimeSetUp]
    public void StartServer() => _server = kind == TokenTableKind.Database ? DatabaseServer.Start() : null;

    [OneTimeTearDown]
    public void StopServer() => _server?.Dispose();

    protected override Task StartAsync(string version, Func<StandInOptions, StandInOptions>? change = null)
    {
        Database = _server?.CreateMatomo(Tables(version));
        return base.StartAsync(version, options => WithDatabase(change?.Invoke(options) ?? options));
    }

    private static MatomoTables Tables(string version) => version[0] switch
    {
        '3' => MatomoTables.Matomo3,
        '4' => MatomoTables.Matomo4,
        _ => MatomoTables.Matomo5,
    };

    private StandInOptions WithDatabase(StandInOptions options)
    {
        if (Database is null)
            return options;

        foreach (var user in options.Users)
            Database.AddUser(user.Login, user.Email, user.Role == UserRole.SuperUser);

        return options with { Database = new StandInDatabase(Database.ConnectionString(), Database.Prefix), Salt = Database.Salt };
    }
}
