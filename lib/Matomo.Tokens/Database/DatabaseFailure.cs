using System.Security.Authentication;
using Matomo.Tokens.Errors;
using MySqlConnector;

namespace Matomo.Tokens.Database;

/// <summary>What the database server, or the way to it, refused: in words, with a code and a remedy.</summary>
internal static class DatabaseFailure
{
    private static readonly Dictionary<int, (TokenErrorCode Code, string Remedy)> Known = new()
    {
        [1045] = (TokenErrorCode.DatabaseAccessDenied, "Check db_user and db_password, or username and password in [database] of Matomo's configuration."),
        [1698] = (TokenErrorCode.DatabaseAccessDenied, "This account logs in by another means than a password; use one that Matomo could use."),
        [1130] = (TokenErrorCode.DatabaseAccessDenied, "The server lets no account in from this host."),
        [1129] = (TokenErrorCode.DatabaseAccessDenied, "The server has blocked this host after failed connections (mariadb-admin flush-hosts)."),
        [1820] = (TokenErrorCode.DatabaseAccessDenied, "The account's password has expired."),
        [1862] = (TokenErrorCode.DatabaseAccessDenied, "The account's password has expired."),
        [3118] = (TokenErrorCode.DatabaseAccessDenied, "The account is locked."),
        [4151] = (TokenErrorCode.DatabaseAccessDenied, "The account is locked."),
        [1044] = (TokenErrorCode.DatabaseAccessDenied, NoRight),
        [1142] = (TokenErrorCode.DatabaseAccessDenied, NoRight),
        [1143] = (TokenErrorCode.DatabaseAccessDenied, NoRight),
        [1227] = (TokenErrorCode.DatabaseAccessDenied, NoRight),
        [1290] = (TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [1792] = (TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [1836] = (TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [1049] = (TokenErrorCode.DatabaseUnreachable, "Check db_name, or dbname in [database] of Matomo's configuration."),
        [1040] = (TokenErrorCode.DatabaseUnreachable, TooMany),
        [1203] = (TokenErrorCode.DatabaseUnreachable, TooMany),
        [1226] = (TokenErrorCode.DatabaseUnreachable, TooMany),
        [1205] = (TokenErrorCode.DatabaseLocked, Locked),
        [1213] = (TokenErrorCode.DatabaseLocked, Locked),
        [1062] = (TokenErrorCode.DatabaseLocked, "Somebody else stored it while this run worked. Run it again."),
        [1054] = (TokenErrorCode.SchemaUnknown, Schema),
        [1146] = (TokenErrorCode.SchemaUnknown, Schema),
        [1267] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [1270] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [1271] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [1366] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [1406] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [3988] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [3159] = (TokenErrorCode.TlsFailed, "The server wants encryption: say db_tls: required, or verify_identity."),
    };

    // Of MariaDB, when KILL meant it.
    private const int ConnectionKilled = 1927;
    private const string NoRight = "The account lacks a right, which an administrator of the database gives:";
    private const string ReadOnly = "This server takes no changes; a replica, perhaps. Use the primary server.";
    private const string TooMany = "The server has no connection to spare. Try again, or let fewer hosts run at a time (throttle).";
    private const string Locked = "Another connection holds what is needed. Look for one that hangs (SHOW PROCESSLIST), or try again.";
    private const string Schema = "Check db_prefix, or tables_prefix in [database] of Matomo's configuration, and whether Matomo's own update has ended.";
    private const string Unrepresentable = "The column cannot hold the text: leave out what its character set lacks.";
    private const string Unanswered = "Check that the server runs and that this host can reach it: db_host, db_port, db_socket, or host, port and unix_socket in [database] of Matomo's configuration.";

    /// <summary>The failure as the run reports it.</summary>
    /// <param name="exception">What MySqlConnector threw.</param>
    /// <param name="attempt">What was tried: "read the tokens".</param>
    /// <param name="options">On what.</param>
    public static TokenException Of(Exception exception, string attempt, DatabaseOptions options)
    {
        var (code, remedy) = Meaning(exception);
        if (MissingRight.OnDatabase(exception))
        {
            remedy += " " + MissingRight.OnDatabase(exception.Message, options);
        }
        else if (exception is MySqlException { ErrorCode: MySqlErrorCode.AccessDenied } && options is { Tls: TlsMode.Disabled, Socket: null })
        {
            remedy += " A server that wants encryption (db_tls: required) says the same.";
        }

        var number = exception is MySqlException { Number: > 0 } known ? $" (error {known.Number})" : "";
        return new TokenException(code, $"Cannot {attempt} (database \"{options.Name}\" at {Place(options)}, account \"{options.User}\"): {Words(exception)}{number}. {remedy}", exception);
    }

    /// <summary>Whether an exception is one that <see cref="Of"/> has words for.</summary>
    public static bool IsKnown(Exception exception) =>
        exception is MySqlException or MySqlProtocolException or IOException or NotSupportedException or TimeoutException or ObjectDisposedException or System.Net.Sockets.SocketException;

    /// <summary>Whether somebody ended the statement or the connection, so that the server's answer is not about what it was asked.</summary>
    public static bool IsInterruption(TokenException failure) => failure.InnerException is MySqlException
        and ({ Number: ConnectionKilled } or { ErrorCode: MySqlErrorCode.QueryInterrupted or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.ServerShutdown });

    public static string Place(DatabaseOptions options) => options.Socket ?? $"{options.Host}:{options.Port}";

    private static (TokenErrorCode Code, string Remedy) Meaning(Exception exception) => exception switch
    {
        MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } => (TokenErrorCode.Timeout, "The server is busy, or somebody holds its tables; try again, or give a longer timeout."),
        MySqlException server when Known.TryGetValue(server.Number, out var known) => known,
        NotSupportedException => (TokenErrorCode.DatabaseAccessDenied, "Use an account that logs in with a password (mysql_native_password, ed25519, sha256_password or caching_sha2_password)."),
        _ when IsAboutTls(exception) => (TokenErrorCode.TlsFailed, "Check db_tls and db_ca_path, or enable_ssl and ssl_ca in [database] of Matomo's configuration."),
        _ => (TokenErrorCode.DatabaseUnreachable, Unanswered),
    };

    private static bool IsAboutTls(Exception exception) =>
        exception is AuthenticationException
        || exception.Message.Contains("SSL", StringComparison.Ordinal)
        || exception.Message.Contains("ertificate", StringComparison.Ordinal)
        || (exception.InnerException is { } inner && IsAboutTls(inner));

    private static string Words(Exception exception)
    {
        if (exception is MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry })
        {
            // The server's words have the value, which Matomo 3 stores as it is.
            return "the value is there already";
        }

        var words = exception.Message.TrimEnd('.');
        return exception is MySqlException { Number: 0 or (int)MySqlErrorCode.UnableToConnectToHost } && exception.GetBaseException() is var cause && cause != exception
            ? $"{words}: {cause.Message.TrimEnd('.')}"
            : words;
    }
}
