using Matomo.Tokens.Host;

namespace Matomo.Tokens.Database.Connection;

/// <summary>Where a server on the same host usually listens.</summary>
/// <remarks>
/// For MySQL's clients, and so for PHP's mysqlnd and Matomo, the host <c>localhost</c> means the local socket. Accounts such as
/// <c>'matomo'@'localhost'</c> may be let in there alone. The places are those of Debian, Red Hat, SUSE, Arch and of a build from source.
/// </remarks>
internal static class LocalSocket
{
    private static readonly string[] Places =
    [
        "/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/run/mysql/mysql.sock", "/run/mariadb/mariadb.sock", "/tmp/mysql.sock",
    ];

    /// <summary>The options with the socket that their host means.</summary>
    public static DatabaseOptions Resolve(DatabaseOptions options) => options switch
    {
        { Socket.Length: > 0 } => options,
        { Host: "localhost", ForcesTcp: false } => options with { Socket = Array.Find(Places, File.Exists) },
        _ => options with { Socket = null },
    };
}
