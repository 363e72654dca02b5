using Matomo.Tokens.Database.Connection;

namespace Matomo.Tokens.Database.Schema;

/// <summary>What the first round trip reads: what kind of Matomo this is, and what time. It takes the lock, too, unless nothing is to be
/// written.</summary>
/// <param name="Schema">What the tables are like.</param>
/// <param name="Now">The server's time.</param>
/// <param name="MatomoVersion">What Matomo noted as its version; null when it did not.</param>
/// <param name="IsForWordPress">Whether it is Matomo for WordPress, where WordPress says who somebody is and tokens say nothing.</param>
/// <param name="LockRefusal">Why the server gives no lock; null when it gave one.</param>
internal sealed record DatabaseStart(
    MatomoSchema Schema, DateTimeOffset Now, string? MatomoVersion, bool IsForWordPress, string? LockRefusal)
{
    private const string VersionOption = "version_core";

    // The version of the plugin that Matomo for WordPress is made of (matomo-org/matomo-for-wordpress, plugins/WordPress), as Matomo notes
    // it of every plugin.
    private const string WordPressOption = "version_WordPress";

    /// <summary>Waits for the lock, and reads.</summary>
    public static async Task<DatabaseStart> ReadAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        if (session.Options.ReadsOnly)
            return await ReadAsync(session, null, cancellationToken);

        var runLock = new RunLock(session);
        try
        {
            return await ReadAsync(session, runLock, cancellationToken);
        }
        catch (TokenException exception) when (session.IsAlive && !runLock.IsAnswered && !DatabaseFailure.IsInterruption(exception))
        {
            // A cluster, or a proxy before one, that knows no such locks.
            var start = await ReadAsync(session, null, cancellationToken);
            return start with { LockRefusal = exception.InnerException?.Message ?? exception.Message };
        }
    }

    private static async Task<DatabaseStart> ReadAsync(DatabaseSession session, RunLock? runLock, CancellationToken cancellationToken)
    {
        var options = session.Options;
        var schema = new SchemaReader(session.Tables);

        // A text that a column cannot hold must fail, not be cut; so must no list of rows; and no lock is waited for without end.
        // MariaDB, which alone reads this comment, refuses from 11.6 on to write a row that changed since it was read, even where Matomo
        // merely noted its last use.
        var seconds = $"{options.Timeout.TotalSeconds:0}";
        var settings = new SqlStatement(sql => sql.Add(
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES', sql_select_limit = 18446744073709551615, sql_big_selects = 1, "
            + $"lock_wait_timeout = {seconds}, innodb_lock_wait_timeout = {seconds} "
            + "/*M!110402 , innodb_snapshot_isolation = OFF*/"));
        var transaction = new SqlStatement(sql => sql.Add(options.ReadsOnly ? "START TRANSACTION READ ONLY" : "START TRANSACTION"));
        var time = new SqlQuery<DateTime>(sql => sql.Add("SELECT UTC_TIMESTAMP()"), row => row.GetDateTime(0));
        var noted = new SqlQuery<(string Option, string? Value)>(
            sql => sql
                .Add($"SELECT option_name, option_value FROM `{session.Tables.Option}` WHERE ")
                .Among("option_name", [VersionOption, WordPressOption]),
            row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));
        SqlStatement[] locking = runLock is null ? [] : [runLock.Query];
        SqlStatement[] statements = [settings, .. locking, .. schema.Queries, transaction, time, noted];
        try
        {
            await session.ReadAsync("read the tables", statements, cancellationToken, 2 * options.Timeout);
            await CheckAsync(session, schema, runLock, cancellationToken);
            return new DatabaseStart(
                schema.Schema(options.ReadsOnly),
                new DateTimeOffset(time.Rows[0], TimeSpan.Zero),
                noted.Rows.Find(row => row.Option == VersionOption).Value,
                noted.Rows.Exists(row => row.Option == WordPressOption),
                LockRefusal: null);
        }
        catch (TokenException exception)
            when (exception.Code is TokenErrorCode.SchemaUnknown or TokenErrorCode.DatabaseAccessDenied && session.IsAlive)
        {
            // The table with the version was missing, or closed to the account; what the others are says more.
            await CheckAsync(session, schema, runLock, cancellationToken);
            throw;
        }
    }

    private static async Task CheckAsync(
        DatabaseSession session, SchemaReader schema, RunLock? runLock, CancellationToken cancellationToken)
    {
        if (runLock is not null)
            await runLock.RequireAsync(cancellationToken);

        await schema.ExplainAsync(session, cancellationToken);
    }
}
