using Matomo.Tokens.Configuration;
using Matomo.Tokens.Database.Connection;
using MySqlConnector;

namespace Matomo.Contract.Tests.Targets;

/// <summary>A real installation, with the database that its configuration names.</summary>
public sealed class InstallationStoreTarget(InstallationTarget installation, string configurationPath) : StoreTarget
{
    private readonly MatomoConfiguration _configuration = MatomoConfiguration.Read(configurationPath);

    public override int Major => installation.Version.Major;

    public override ContractUsers Users => installation.Users;

    public override Uri Url => installation.Url;

    public override DatabaseOptions Options => _configuration.ToDatabaseOptions();

    public override string ConnectionString
    {
        get
        {
            var connection = new MySqlConnectionStringBuilder
            {
                Database = Options.Name,
                UserID = Options.User,
                Password = Options.Password.Reveal(),
                Server = Options.Socket ?? Options.Host,
                ConnectionProtocol = Options.Socket is null ? MySqlConnectionProtocol.Tcp : MySqlConnectionProtocol.UnixSocket,
            };
            if (Options.Socket is null)
                connection.Port = (uint)Options.Port;

            return connection.ConnectionString;
        }
    }

    public override Task StartAsync() => Task.CompletedTask;

    public override Task StopAsync() => Task.CompletedTask;

    public override string ToString() => $"{installation} with its database";
}
