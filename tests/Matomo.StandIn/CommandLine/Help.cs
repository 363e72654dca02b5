using Matomo.StandIn.Control;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.CommandLine;

internal static class Help
{
    public static string Text { get; } = $"""
        matomo-stand-in: answers on 127.0.0.1 as a Matomo does, as far as tokens go.

          --matomo-version V   3.14.1, 4.16.1, 5.3.0-alpha, 5.8.0: as recorded; 5.13.0, 6.0.0 (default): as read; or another
          --users FILE         JSON list of users; README.md describes it. Default: those below
          --php V              before 8.1 numbers of the database are texts; default 7.4 for Matomo 3 and 4, else 8.4
          --port N             default 0: any free port
          --language L         of the error messages: en (default), de, ja
          --salt S             [General] salt
          --database CONN      keep tokens in the database of this MySqlConnector connection string, not in memory;
                               its tables are of the version
          --prefix P           of those tables, default matomo_
          --installation DIR   start a MariaDB or MySQL of its own, keep tokens there, and write DIR/config/config.ini.php
          --certificate FILE   PEM; with --key, speaks HTTPS
          --key FILE           PEM
          --help               this

        Prints its URL on one line, and stops at SIGTERM or SIGINT. State and faults: below /stand-in/, see README.md.

        Users, unless --users is given (login, password, role, two-factor secret):
        {string.Join('\n', BuiltInUsers.All.Select(Line))}
        """;

    private static string Line(StandInUser user) =>
        $"  {user.Login,-8}{user.Password,-18}{EnumNames.Of(user.Role),-11}{user.TotpSecret}".TrimEnd();
}
