using System.Security.Authentication;
using Matomo.Tokens.Errors;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>What the database server, or the way to it, refused: in words, with a code and a remedy.</summary>
internal static class DatabaseFailure
{
    private static readonly Dictionary<MySqlErrorCode, (TokenErrorCode Code, string Remedy)> Known = new()
    {
        [MySqlErrorCode.AccessDenied] = (TokenErrorCode.DatabaseAccessDenied, "Check db_user and db_password, or username and password in [database] of Matomo's configuration."),
        [Unnamed.AccessDeniedWithoutPassword] = (TokenErrorCode.DatabaseAccessDenied, OtherMeans),
        [MySqlErrorCode.NotSupportedAuthMode] = (TokenErrorCode.DatabaseAccessDenied, LoginPlugin.UnsupportedRemedy),
        [Unnamed.PluginIsNotLoaded] = (TokenErrorCode.DatabaseAccessDenied, PluginGone),
        [MySqlErrorCode.HostNotPrivileged] = (TokenErrorCode.DatabaseAccessDenied, "The server lets no account in from this host; an administrator of the database creates one for it (CREATE USER)."),
        [MySqlErrorCode.HostIsBlocked] = (TokenErrorCode.DatabaseAccessDenied, "The server has blocked this host after failed connections (mariadb-admin flush-hosts)."),
        [Unnamed.MustChangePassword] = (TokenErrorCode.DatabaseAccessDenied, PasswordExpired),
        [Unnamed.MustChangePasswordLogin] = (TokenErrorCode.DatabaseAccessDenied, PasswordExpired),
        [Unnamed.AccountHasBeenLocked] = (TokenErrorCode.DatabaseAccessDenied, AccountLocked),
        [Unnamed.AccountHasBeenLockedOfMariaDb] = (TokenErrorCode.DatabaseAccessDenied, AccountLocked),
        [MySqlErrorCode.DatabaseAccessDenied] = (TokenErrorCode.DatabaseAccessDenied, NoRight),
        [MySqlErrorCode.TableAccessDenied] = (TokenErrorCode.DatabaseAccessDenied, NoRight),
        [MySqlErrorCode.ColumnAccessDenied] = (TokenErrorCode.DatabaseAccessDenied, NoRight),
        [MySqlErrorCode.SpecifiedAccessDeniedError] = (TokenErrorCode.DatabaseAccessDenied, "The account lacks the privilege that the server names; an administrator of the database gives it (GRANT)."),
        [MySqlErrorCode.OptionPreventsStatement] = (TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [MySqlErrorCode.CannotExecuteInReadOnlyTransaction] = (TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [Unnamed.ReadOnlyMode] = (TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [MySqlErrorCode.UnknownDatabase] = (TokenErrorCode.DatabaseUnreachable, "Check db_name, or dbname in [database] of Matomo's configuration."),
        [MySqlErrorCode.ConnectionCountError] = (TokenErrorCode.DatabaseUnreachable, TooMany),
        [MySqlErrorCode.TooManyUserConnections] = (TokenErrorCode.DatabaseUnreachable, TooMany),
        [MySqlErrorCode.UserLimitReached] = (TokenErrorCode.DatabaseUnreachable, TooMany),
        [MySqlErrorCode.LockWaitTimeout] = (TokenErrorCode.DatabaseLocked, Locked),
        [MySqlErrorCode.LockDeadlock] = (TokenErrorCode.DatabaseLocked, Locked),
        [MySqlErrorCode.CheckRead] = (TokenErrorCode.DatabaseLocked, "Somebody else changed it while this run worked. Run it again."),
        [MySqlErrorCode.QueryInterrupted] = (TokenErrorCode.DatabaseLocked, "An administrator of the server has ended the statement (KILL). Run it again."),
        [MySqlErrorCode.DuplicateKeyEntry] = (TokenErrorCode.DatabaseLocked, "Somebody else stored it while this run worked. Run it again."),
        [MySqlErrorCode.BadFieldError] = (TokenErrorCode.SchemaUnknown, Schema),
        [MySqlErrorCode.NoSuchTable] = (TokenErrorCode.SchemaUnknown, Schema),
        [MySqlErrorCode.CannotAggregateTwoCollations] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [MySqlErrorCode.CannotAggregateThreeCollations] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [MySqlErrorCode.CannotAggregateNCollations] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [MySqlErrorCode.TruncatedWrongValueForField] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [MySqlErrorCode.DataTooLong] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [Unnamed.CannotConvertString] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [Unnamed.ImpossibleStringConversion] = (TokenErrorCode.InvalidArguments, Unrepresentable),
        [Unnamed.SecureTransportRequired] = (TokenErrorCode.TlsFailed, "The server wants encryption: say db_tls: required, or verify_identity."),
    };

    private const string OtherMeans =
        "This account logs in without a password, as the user of the host with its name (unix_socket, auth_socket): run this as that user, over the server's socket (db_socket), or use another account.";

    private const string PluginGone = "The server has no longer what this account logs in by, as MySQL 9 has no mysql_native_password; an administrator of the database changes it (ALTER USER).";
    private const string NoRight = "The account lacks a right, which an administrator of the database gives:";
    private const string PasswordExpired = "The account's password has expired; an administrator of the database sets another (ALTER USER).";
    private const string AccountLocked = "The account is locked; an administrator of the database unlocks it (ALTER USER ... ACCOUNT UNLOCK).";
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
        var (code, remedy) = Meaning(exception, options);
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
        and { ErrorCode: Unnamed.ConnectionKilled or MySqlErrorCode.QueryInterrupted or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.ServerShutdown };

    public static string Place(DatabaseOptions options) => options.Socket ?? $"{options.Host}:{options.Port}";

    private static (TokenErrorCode Code, string Remedy) Meaning(Exception exception, DatabaseOptions options) => exception switch
    {
        MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } => (TokenErrorCode.Timeout, "The server is busy, or somebody holds its tables; try again, or give a longer timeout."),
        MySqlException server when Known.TryGetValue(server.ErrorCode, out var known) => known,
        _ when LoginPlugin.IsUnsupported(exception) => (TokenErrorCode.DatabaseAccessDenied, LoginPlugin.UnsupportedRemedy),
        _ when LoginPlugin.WantsEncryption(exception) => (TokenErrorCode.TlsFailed, LoginPlugin.EncryptionRemedy(options)),
        _ when IsAboutTls(exception) && options.Tls == TlsMode.Preferred => (TokenErrorCode.TlsFailed, "Check the server's TLS, or say db_tls: disabled where the way to it is safe without."),
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

        if (LoginPlugin.IsUnsupported(exception) || LoginPlugin.WantsEncryption(exception))
        {
            return LoginPlugin.Words(exception);
        }

        var words = exception.Message.TrimEnd('.');
        return exception is MySqlException { Number: 0 or (int)MySqlErrorCode.UnableToConnectToHost } && exception.GetBaseException() is var cause && cause != exception
            ? $"{words}: {cause.Message.TrimEnd('.')}"
            : words;
    }

    /// <summary>Errors of a server that MySqlConnector has no name for: the servers' own names.</summary>
    private static class Unnamed
    {
        public const MySqlErrorCode PluginIsNotLoaded = (MySqlErrorCode)1524;
        public const MySqlErrorCode AccessDeniedWithoutPassword = (MySqlErrorCode)1698;
        public const MySqlErrorCode MustChangePassword = (MySqlErrorCode)1820;
        public const MySqlErrorCode ReadOnlyMode = (MySqlErrorCode)1836;
        public const MySqlErrorCode MustChangePasswordLogin = (MySqlErrorCode)1862;

        /// <summary>Of MariaDB, when KILL meant the connection.</summary>
        public const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;
        public const MySqlErrorCode AccountHasBeenLocked = (MySqlErrorCode)3118;
        public const MySqlErrorCode SecureTransportRequired = (MySqlErrorCode)3159;

        /// <summary>Of MySQL, since 8.0.</summary>
        public const MySqlErrorCode CannotConvertString = (MySqlErrorCode)3854;
        public const MySqlErrorCode ImpossibleStringConversion = (MySqlErrorCode)3988;
        public const MySqlErrorCode AccountHasBeenLockedOfMariaDb = (MySqlErrorCode)4151;
    }
}
