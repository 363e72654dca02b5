using Matomo.StandIn.Users;
using Matomo.TestDatabase;

namespace Matomo.StandIn.CommandLine;

/// <summary>The database of an installation that the stand-in makes for itself.</summary>
internal static class OwnDatabase
{
    /// <summary>Makes the tables and users of the options' version, and writes the configuration.</summary>
    /// <returns>The options with that database.</returns>
    public static StandInOptions Install(StandInOptions options, DatabaseServer server)
    {
        var matomo = server.CreateMatomo(
            options.Version.Major switch
            {
                3 => MatomoTables.Matomo3,
                4 => MatomoTables.Matomo4,
                5 => MatomoTables.Matomo5,
                _ => MatomoTables.Later,
            },
            salt: options.Salt);
        matomo.Version = options.Version.Text;
        foreach (var user in options.Users)
            matomo.AddUser(user.Login, user.Email, user.Role == UserRole.SuperUser);

        matomo.WriteConfiguration(options.Installation!);
        return options with { Database = new StandInDatabase(matomo.ConnectionString(), matomo.Prefix) };
    }
}
