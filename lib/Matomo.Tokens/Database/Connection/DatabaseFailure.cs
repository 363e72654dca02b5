using System.Security.Authentication;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>What the database server, or the way to it, refused: in words, with a code and a remedy.</summary>
internal static class DatabaseFailure
{
    private static readonly Dictionary<MySqlErrorCode, Meaning> Known = new()
    {
        [MySqlErrorCode.AccessDenied] = new(TokenErrorCode.DatabaseAccessDenied, "", new FailureReason.DatabaseSettings(nameof(DatabaseOptions.User), nameof(DatabaseOptions.Password))),
        [Unnamed.AccessDeniedWithoutPassword] = new(TokenErrorCode.DatabaseAccessDenied, OtherMeans, new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Socket))),
        [MySqlErrorCode.NotSupportedAuthMode] = new(TokenErrorCode.DatabaseAccessDenied, LoginPlugin.UnsupportedRemedy),
        [Unnamed.PluginIsNotLoaded] = new(TokenErrorCode.DatabaseAccessDenied, PluginGone),
        [MySqlErrorCode.HostNotPrivileged] = new(TokenErrorCode.DatabaseAccessDenied, "The server lets no account in from this host; an administrator of the database creates one for it (CREATE USER)."),
        [MySqlErrorCode.HostIsBlocked] = new(TokenErrorCode.DatabaseAccessDenied, "The server has blocked this host after failed connections (mariadb-admin flush-hosts)."),
        [Unnamed.MustChangePassword] = new(TokenErrorCode.DatabaseAccessDenied, PasswordExpired),
        [Unnamed.MustChangePasswordLogin] = new(TokenErrorCode.DatabaseAccessDenied, PasswordExpired),
        [Unnamed.AccountHasBeenLocked] = new(TokenErrorCode.DatabaseAccessDenied, AccountLocked),
        [Unnamed.AccountHasBeenLockedOfMariaDb] = new(TokenErrorCode.DatabaseAccessDenied, AccountLocked),
        [MySqlErrorCode.DatabaseAccessDenied] = new(TokenErrorCode.DatabaseAccessDenied, NoRight),
        [MySqlErrorCode.TableAccessDenied] = new(TokenErrorCode.DatabaseAccessDenied, NoRight),
        [MySqlErrorCode.ColumnAccessDenied] = new(TokenErrorCode.DatabaseAccessDenied, NoRight),
        [MySqlErrorCode.SpecifiedAccessDeniedError] = new(TokenErrorCode.DatabaseAccessDenied, "The account lacks the privilege that the server names; an administrator of the database gives it (GRANT)."),
        [MySqlErrorCode.OptionPreventsStatement] = new(TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [MySqlErrorCode.CannotExecuteInReadOnlyTransaction] = new(TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [Unnamed.ReadOnlyMode] = new(TokenErrorCode.DatabaseAccessDenied, ReadOnly),
        [MySqlErrorCode.UnknownDatabase] = new(TokenErrorCode.DatabaseUnreachable, "", new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Name))),
        [MySqlErrorCode.ConnectionCountError] = new(TokenErrorCode.DatabaseUnreachable, TooMany, new FailureReason.TooManyAtOnce()),
        [MySqlErrorCode.TooManyUserConnections] = new(TokenErrorCode.DatabaseUnreachable, TooMany, new FailureReason.TooManyAtOnce()),
        [MySqlErrorCode.UserLimitReached] = new(TokenErrorCode.DatabaseUnreachable, TooMany, new FailureReason.TooManyAtOnce()),
        [MySqlErrorCode.LockWaitTimeout] = new(TokenErrorCode.DatabaseLocked, Locked),
        [MySqlErrorCode.LockDeadlock] = new(TokenErrorCode.DatabaseLocked, Locked),
        [MySqlErrorCode.CheckRead] = new(TokenErrorCode.DatabaseLocked, "Somebody else changed it while this run worked. Run it again."),
        [MySqlErrorCode.QueryInterrupted] = new(TokenErrorCode.DatabaseLocked, "An administrator of the server has ended the statement (KILL). Run it again."),
        [MySqlErrorCode.DuplicateKeyEntry] = new(TokenErrorCode.DatabaseLocked, "Somebody else stored it while this run worked. Run it again."),
        [MySqlErrorCode.BadFieldError] = new(TokenErrorCode.SchemaUnknown, Schema, new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Prefix))),
        [MySqlErrorCode.NoSuchTable] = new(TokenErrorCode.SchemaUnknown, Schema, new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Prefix))),
        [MySqlErrorCode.CannotAggregateTwoCollations] = new(TokenErrorCode.InvalidArguments, Unrepresentable),
        [MySqlErrorCode.CannotAggregateThreeCollations] = new(TokenErrorCode.InvalidArguments, Unrepresentable),
        [MySqlErrorCode.CannotAggregateNCollations] = new(TokenErrorCode.InvalidArguments, Unrepresentable),
        [MySqlErrorCode.TruncatedWrongValueForField] = new(TokenErrorCode.InvalidArguments, Unrepresentable),
        [MySqlErrorCode.DataTooLong] = new(TokenErrorCode.InvalidArguments, Unrepresentable),
        [Unnamed.CannotConvertString] = new(TokenErrorCode.InvalidArguments, Unrepresentable),
        [Unnamed.ImpossibleStringConversion] = new(TokenErrorCode.InvalidArguments, Unrepresentable),
        [Unnamed.SecureTransportRequired] = new(TokenErrorCode.TlsFailed, "The server wants encryption.", new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Tls))),
    };

    private const string OtherMeans =
        "This account logs in without a password, as the user of the host with its name (unix_socket, auth_socket): run this as that user, over the server's socket, or use another account.";

    private const string PluginGone = "The server has no longer what this account logs in by, as MySQL 9 has no mysql_native_password; an administrator of the database changes it (ALTER USER).";
    private const string NoRight = "The account lacks a right, which an administrator of the database gives:";
    private const string PasswordExpired = "The account's password has expired; an administrator of the database sets another (ALTER USER).";
    private const string AccountLocked = "The account is locked; an administrator of the database unlocks it (ALTER USER ... ACCOUNT UNLOCK).";
    private const string ReadOnly = "This server takes no changes; a replica, perhaps. Use the primary server.";
    private const string TooMany = "The server has no connection to spare. Try again.";
    private const string Locked = "Another connection holds what is needed. Look for one that hangs (SHOW PROCESSLIST), or try again.";
    private const string Schema = "Its tables may have another prefix, or Matomo's own update has not ended.";
    private const string Unrepresentable = "The column cannot hold the text: leave out what its character set lacks.";
    private const string Unanswered = "Check that the server runs and that this host can reach it.";

    /// <summary>The failure as the run reports it.</summary>
    /// <param name="exception">What MySqlConnector threw.</param>
    /// <param name="attempt">What was tried: "read the tokens".</param>
    /// <param name="options">On what.</param>
    public static TokenException Of(Exception exception, string attempt, DatabaseOptions options)
    {
        var (code, remedy, reason) = MeaningOf(exception, options);
        if (MissingRight.OnDatabase(exception))
        {
            remedy += " " + MissingRight.OnDatabase(exception.Message, options);
        }
        else if (exception is MySqlException { ErrorCode: MySqlErrorCode.AccessDenied } && options is { Tls: TlsMode.Disabled, Socket: null })
        {
            remedy += " A server that wants encryption says the same.";
            reason = new FailureReason.DatabaseSettings(nameof(DatabaseOptions.User), nameof(DatabaseOptions.Password), nameof(DatabaseOptions.Tls));
        }

        var number = exception is MySqlException { Number: > 0 } known ? $" (error {known.Number})" : "";
        return new TokenException(code, $"Cannot {attempt} (database \"{options.Name}\" at {Place(options)}, account \"{options.User}\"): {Words(exception)}{number}. {remedy}".TrimEnd(), exception, reason: reason);
    }

    /// <summary>Whether an exception is one that <see cref="Of"/> has words for.</summary>
    public static bool IsKnown(Exception exception) =>
        exception is MySqlException or MySqlProtocolException or IOException or NotSupportedException or TimeoutException or ObjectDisposedException or System.Net.Sockets.SocketException;

    /// <summary>Whether somebody ended the statement or the connection, so that the server's answer is not about what it was asked.</summary>
    public static bool IsInterruption(TokenException failure) => failure.InnerException is MySqlException
        and { ErrorCode: Unnamed.ConnectionKilled or MySqlErrorCode.QueryInterrupted or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.ServerShutdown };

    public static string Place(DatabaseOptions options) => options.Socket ?? $"{options.Host}:{options.Port}";

    private static Meaning MeaningOf(Exception exception, DatabaseOptions options) => exception switch
    {
        MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } => new(
            TokenErrorCode.Timeout,
            "The server is busy, or somebody holds its tables; try again, or give it more time.",
            new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Timeout))),
        MySqlException server when Known.TryGetValue(server.ErrorCode, out var known) => known,
        _ when LoginPlugin.IsUnsupported(exception) => new(TokenErrorCode.DatabaseAccessDenied, LoginPlugin.UnsupportedRemedy),
        _ when LoginPlugin.WantsEncryption(exception) => LoginPlugin.EncryptionMeaning(options),
        _ when IsAboutTls(exception) && options.Tls == TlsMode.Preferred => new(
            TokenErrorCode.TlsFailed, "Check the server's TLS, or do without where the way to it is safe.", new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Tls))),
        _ when IsAboutTls(exception) => new(TokenErrorCode.TlsFailed, "", LoginPlugin.TlsSettings),
        _ => new(
            TokenErrorCode.DatabaseUnreachable,
            Unanswered,
            new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Host), nameof(DatabaseOptions.Port), nameof(DatabaseOptions.Socket))),
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
            return LoginPlugin.Words(exception);

        var words = exception.Message.TrimEnd('.');
        return exception is MySqlException { Number: 0 or (int)MySqlErrorCode.UnableToConnectToHost } && exception.GetBaseException() is var cause && cause != exception
            ? $"{words}: {cause.Message.TrimEnd('.')}"
            : words;
    }

    /// <summary>What an error means, and what to do about it as far as it is not about the caller's own settings.</summary>
    internal sealed record Meaning(TokenErrorCode Code, string Remedy, FailureReason? Reason = null);

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
