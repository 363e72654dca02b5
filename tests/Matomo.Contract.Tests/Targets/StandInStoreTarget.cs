using Matomo.StandIn;
using Matomo.StandIn.Users;
using Matomo.TestDatabase;
using Matomo.Tokens;
using Matomo.Tokens.Database.Connection;
using MatomoTables = Matomo.TestDatabase.MatomoTables;

namespace Matomo.Contract.Tests.Targets;

/// <summary>A stand-in in this process, with its tokens in a MariaDB of the test's own.</summary>
public sealed class StandInStoreTarget(string version) : StoreTarget
{
    private readonly MatomoVersion _version = MatomoVersion.Parse(version);
    private DatabaseServer? _server;
    private MatomoDatabase? _matomo;
    private MatomoStandIn? _standIn;

    public override int Major => _version.Major;

    public override ContractUsers Users => ContractUsers.OfStandIn;

    public override Uri Url => _standIn!.Url;

    public override DatabaseOptions Options => new()
    {
        Socket = _server!.Socket,
        Name = _matomo!.Name,
        User = _matomo.User.Name,
        Password = new Secret(_matomo.User.Password),
        Prefix = _matomo.Prefix,
        Salt = new Secret(_matomo.Salt),
    };

    public override string ConnectionString => _matomo!.ConnectionString();

    public override async Task StartAsync()
    {
        _server = DatabaseServer.Start();
        _matomo = _server.CreateMatomo(Major switch { 3 => MatomoTables.Matomo3, 4 => MatomoTables.Matomo4, _ => MatomoTables.Matomo5 });
        foreach (var user in Users.All)
            _matomo.AddUser(user.Login, isSuperUser: user.IsSuperUser);

        _standIn = await MatomoStandIn.StartAsync(new StandInOptions
        {
            Version = _version,
            Users = [.. Users.All.Select(User)],
            Database = new StandInDatabase(_matomo.ConnectionString(), _matomo.Prefix),
            Salt = _matomo.Salt,
        });
    }

    public override async Task StopAsync()
    {
        if (_standIn is not null)
            await _standIn.DisposeAsync();

        _server?.Dispose();
    }

    public override string ToString() => $"stand-in {version} with a database";

    private static StandInUser User(ContractUser user) => new(user.Login, user.Password)
    {
        TotpSecret = user.TotpSecret,
        Role = Enum.Parse<UserRole>(user.Role, ignoreCase: true),
    };
}
