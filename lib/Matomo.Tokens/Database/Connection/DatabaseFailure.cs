using System.Security.Authentication;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>What the database server, or the way to it, refused: in words, with a code and a remedy.</summary>
internal static class DatabaseFailure
{
    /// <summary>The failure as the run reports it, of an attempt such as "read the tokens".</summary>
    public static TokenException Of(Exception exception, string attempt, DatabaseOptions options, string? distrust = null)
    {
        var (code, remedy, reason) = MeaningOf(exception, options);
        if (MissingRight.OnDatabase(exception))
        {
            remedy += " " + MissingRight.OnDatabase(exception.Message, options);
        }
        else if (exception is MySqlException { ErrorCode: MySqlErrorCode.AccessDenied }
            && ConnectionText.EncryptionOf(options) == MySqlSslMode.None)
        {
            remedy = "A server that accepts encrypted connections alone answers in the same words.";
            reason = Settings(nameof(DatabaseOptions.User), nameof(DatabaseOptions.Password), nameof(DatabaseOptions.Tls));
        }

        var number = exception is MySqlException { Number: > 0 } known ? $" (error {known.Number})" : "";
        var where = $"database \"{options.Name}\" at {Place(options)}, account \"{options.User}\"";
        return new TokenException(
            code, $"Cannot {attempt} ({where}): {distrust ?? Words(exception, options)}{number}. {remedy}".TrimEnd(), exception, reason);
    }

    /// <summary>Whether an exception is one that <see cref="Of"/> has words for: whatever came of talking to what answered, be it no server
    /// of MySQL's kind at all.</summary>
    public static bool IsKnown(Exception exception) => exception is not (OperationCanceledException or TokenException);

    /// <summary>Whether somebody ended the statement or the connection, so that the answer says nothing about the statement.</summary>
    public static bool IsInterruption(TokenException failure) =>
        failure.InnerException is MySqlException
        {
            ErrorCode: Unnamed.ConnectionKilled or MySqlErrorCode.QueryInterrupted or MySqlErrorCode.CommandTimeoutExpired
                or Unnamed.StatementTimeout or Unnamed.StatementTimeoutOfMySql or MySqlErrorCode.ServerShutdown
        };

    public static string Place(DatabaseOptions options) => options.Socket ?? $"{options.Host}:{options.Port}";

    private static Meaning MeaningOf(Exception exception, DatabaseOptions options) => exception switch
    {
        MySqlException { ErrorCode: MySqlErrorCode.OptionPreventsStatement } server when !IsAboutReadOnly(server.Message) => Denied(
            "That option of the server is in the way; an administrator of the database changes it."),
        // So a server also answers whoever may see no table, and names one that does not exist.
        MySqlException { ErrorCode: MySqlErrorCode.TableAccessDenied } server
            when server.Message.Contains("SELECT", StringComparison.Ordinal) => Denied(
                "If there is such a table (the prefix may be another), the account lacks a right, which an administrator of the database "
                + "gives:"),
        MySqlException server when MeaningOf(server.ErrorCode) is { } known => known,
        InvalidCastException or OverflowException => new(TokenErrorCode.SchemaUnknown, "Matomo's own tables have other columns."),
        TimeoutException => MeaningOf(MySqlErrorCode.CommandTimeoutExpired)!,
        _ when LoginPlugin.IsUnsupported(exception) => Denied(LoginPlugin.UnsupportedRemedy),
        _ when LoginPlugin.WantsEncryption(exception) => LoginPlugin.EncryptionMeaning(options, exception),
        _ when IsAboutTls(exception) && options.Tls == TlsMode.Preferred => new(
            TokenErrorCode.TlsFailed,
            "Check the server's TLS, or do without where the way to it is safe.",
            Settings(nameof(DatabaseOptions.Tls))),
        _ when IsAboutTls(exception) => new(TokenErrorCode.TlsFailed, "", LoginPlugin.TlsSettings),
        MySqlException { SqlState: { } state } when !state.StartsWith("08", StringComparison.Ordinal) => Failed(
            "The server is there, and fails at it: an administrator of the database knows why."),
        _ => new(
            TokenErrorCode.DatabaseUnreachable,
            "Check that the server runs and that this host can reach it.",
            Settings(nameof(DatabaseOptions.Host), nameof(DatabaseOptions.Port), nameof(DatabaseOptions.Socket))),
    };

    private static Meaning? MeaningOf(MySqlErrorCode code) => code switch
    {
        MySqlErrorCode.AccessDenied => Denied("", nameof(DatabaseOptions.User), nameof(DatabaseOptions.Password)),
        Unnamed.AccessDeniedWithoutPassword => Denied(
            "This account logs in without a password, as the user of the host with its name (unix_socket, auth_socket): "
            + "run this as that user, over the server's socket, or use another account.",
            nameof(DatabaseOptions.Socket)),
        MySqlErrorCode.NotSupportedAuthMode => Denied(LoginPlugin.UnsupportedRemedy),
        Unnamed.PluginIsNotLoaded => Denied(
            "The server no longer has the plugin that this account logs in by, as MySQL 9 has no mysql_native_password; "
            + "an administrator of the database changes it (ALTER USER)."),
        MySqlErrorCode.HostNotPrivileged => Denied(
            "The server lets no account in from this host; an administrator of the database creates one for it (CREATE USER)."),
        MySqlErrorCode.HostIsBlocked => Denied("The server has blocked this host after failed connections (mariadb-admin flush-hosts)."),
        Unnamed.MustChangePassword or Unnamed.MustChangePasswordLogin => Denied(
            "The account's password has expired; an administrator of the database sets another (ALTER USER)."),
        Unnamed.AccountHasBeenLocked or Unnamed.AccountHasBeenLockedOfMariaDb => Denied(
            "The account is locked; an administrator of the database unlocks it (ALTER USER ... ACCOUNT UNLOCK)."),
        MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied => Denied(
            "The account lacks a right, which an administrator of the database gives:"),
        MySqlErrorCode.SpecifiedAccessDeniedError => Denied(
            "The account lacks the privilege that the server names; an administrator of the database gives it (GRANT)."),
        MySqlErrorCode.OptionPreventsStatement or MySqlErrorCode.CannotExecuteInReadOnlyTransaction or Unnamed.ReadOnlyMode => Denied(
            "This server takes no changes; a replica, perhaps. Use the primary server."),
        MySqlErrorCode.RecordFileFull or MySqlErrorCode.DiskFull => Failed(
            "The server has no room for it; an administrator of the database makes some."),
        Unnamed.Signal => Failed("A trigger that somebody gave Matomo's table refuses it."),
        MySqlErrorCode.NonInsertableTable or MySqlErrorCode.NonUpdateableTable or MySqlErrorCode.ViewCheckFailed => Failed(
            "Somebody put a view in the place of Matomo's table, and it cannot be written."),
        Unnamed.DataTruncated or MySqlErrorCode.NoDefaultForField => Failed("The table takes other values than Matomo's does."),
        Unnamed.StatementTimeout or Unnamed.StatementTimeoutOfMySql => new(
            TokenErrorCode.Timeout,
            "The server ends what takes so long (max_statement_time, max_execution_time); an administrator of the database allows more."),
        MySqlErrorCode.UnknownDatabase => new(TokenErrorCode.DatabaseUnreachable, "", Settings(nameof(DatabaseOptions.Name))),
        MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.UserLimitReached => new(
            TokenErrorCode.DatabaseUnreachable, "The server has no connection to spare. Try again.", new FailureReason.TooManyAtOnce()),
        MySqlErrorCode.CommandTimeoutExpired => new(
            TokenErrorCode.Timeout,
            "The server is busy, or somebody holds its tables; try again, or give it more time.",
            Settings(nameof(DatabaseOptions.Timeout))),
        MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.LockDeadlock => Locked(
            "Another connection holds what is needed. Look for one that hangs (SHOW PROCESSLIST), or try again."),
        MySqlErrorCode.CheckRead => Locked("Somebody else changed it while this run worked. Run it again."),
        MySqlErrorCode.QueryInterrupted => Locked("An administrator of the server has ended the statement (KILL). Run it again."),
        MySqlErrorCode.DuplicateKeyEntry => Locked("Somebody else stored it while this run worked. Run it again."),
        MySqlErrorCode.BadFieldError or MySqlErrorCode.NoSuchTable => new(
            TokenErrorCode.SchemaUnknown,
            "Its tables may have another prefix, or Matomo's own update has not ended.",
            Settings(nameof(DatabaseOptions.Prefix))),
        MySqlErrorCode.CannotAggregateTwoCollations or MySqlErrorCode.CannotAggregateThreeCollations
            or MySqlErrorCode.CannotAggregateNCollations or MySqlErrorCode.TruncatedWrongValueForField or MySqlErrorCode.DataTooLong
            or Unnamed.CannotConvertString or Unnamed.ImpossibleStringConversion => new(
            TokenErrorCode.InvalidArguments, "The column cannot hold the text: leave out what its character set lacks."),
        Unnamed.SecureTransportRequired => new(
            TokenErrorCode.TlsFailed, "The server wants encryption.", Settings(nameof(DatabaseOptions.Tls))),
        _ => null,
    };

    private static Meaning Denied(string remedy, params string[] settings) =>
        new(TokenErrorCode.DatabaseAccessDenied, remedy, settings.Length > 0 ? Settings(settings) : null);

    private static Meaning Failed(string remedy) => new(TokenErrorCode.DatabaseUnreachable, remedy);

    private static Meaning Locked(string remedy) => new(TokenErrorCode.DatabaseLocked, remedy);

    private static FailureReason.DatabaseSettings Settings(params string[] names) => new(names);

    // The option's name is the same in every language.
    private static bool IsAboutReadOnly(string words) =>
        words.Contains("read-only", StringComparison.Ordinal) || words.Contains("read_only", StringComparison.Ordinal);

    private static bool IsAboutTls(Exception exception) =>
        exception is AuthenticationException
        || exception.Message.Contains("SSL", StringComparison.Ordinal)
        || exception.Message.Contains("ertificate", StringComparison.Ordinal)
        || (exception.InnerException is { } inner && IsAboutTls(inner));

    private static string Words(Exception exception, DatabaseOptions options)
    {
        // The server's words have the value, which Matomo 3 stores as it is.
        if (exception is MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry })
            return "the value is there already";

        if (exception is TimeoutException)
            return "the server did not answer, or not to the end, in the time that it was given";

        if (exception is FormatException or MySqlProtocolException)
            return "what answered does not speak as a MySQL or MariaDB server does";

        if (exception is InvalidCastException or OverflowException)
            return "a column has another type than Matomo gives it, or a value that Matomo never does";

        if (LoginPlugin.IsUnsupported(exception) || LoginPlugin.WantsEncryption(exception))
            return LoginPlugin.Words(exception);

        var words = Shown(exception);
        return exception is MySqlException { Number: 0 or (int)MySqlErrorCode.UnableToConnectToHost }
            && exception.GetBaseException() is var cause && cause != exception
            ? $"{words}: {Shown(cause)}"
            : words;

        string Shown(Exception its) => Printable.Line(options.Conceal(its.Message)).TrimEnd('.');
    }

    /// <summary>What an error means, and what to do about it as far as it is not about the caller's own settings.</summary>
    internal sealed record Meaning(TokenErrorCode Code, string Remedy, FailureReason? Reason = null);

    /// <summary>Errors of a server that MySqlConnector has no name for: the servers' own names.</summary>
    private static class Unnamed
    {
        public const MySqlErrorCode DataTruncated = (MySqlErrorCode)1265;
        public const MySqlErrorCode PluginIsNotLoaded = (MySqlErrorCode)1524;
        public const MySqlErrorCode Signal = (MySqlErrorCode)1644;
        public const MySqlErrorCode AccessDeniedWithoutPassword = (MySqlErrorCode)1698;
        public const MySqlErrorCode MustChangePassword = (MySqlErrorCode)1820;
        public const MySqlErrorCode ReadOnlyMode = (MySqlErrorCode)1836;
        public const MySqlErrorCode MustChangePasswordLogin = (MySqlErrorCode)1862;

        /// <summary>Of MariaDB, when KILL meant the connection.</summary>
        public const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;
        public const MySqlErrorCode StatementTimeout = (MySqlErrorCode)1969;
        public const MySqlErrorCode StatementTimeoutOfMySql = (MySqlErrorCode)3024;
        public const MySqlErrorCode AccountHasBeenLocked = (MySqlErrorCode)3118;
        public const MySqlErrorCode SecureTransportRequired = (MySqlErrorCode)3159;

        /// <summary>Of MySQL, since 8.0.</summary>
        public const MySqlErrorCode CannotConvertString = (MySqlErrorCode)3854;
        public const MySqlErrorCode ImpossibleStringConversion = (MySqlErrorCode)3988;
        public const MySqlErrorCode AccountHasBeenLockedOfMariaDb = (MySqlErrorCode)4151;
    }
}
