namespace Matomo.Tokens.Database.Connection;

/// <summary>Lets one run at a time work on an installation: an advisory lock of the server, which frees it when the connection ends,
/// however it ends.</summary>
internal sealed class RunLock(DatabaseSession session)
{
    private readonly SqlQuery<bool> _query = new(
        sql => sql.Add($"SELECT GET_LOCK({Name(session.Options)}, {session.Options.Timeout.TotalSeconds:0})"),
        row => !row.IsDBNull(0) && row.GetInt32(0) == 1);

    /// <summary>Takes the lock. The server waits for up to the time-out.</summary>
    public SqlStatement Query => _query;

    /// <summary>Whether the server knows such locks.</summary>
    public bool IsAnswered => _query.Rows.Count > 0;

    /// <exception cref="TokenException"><see cref="TokenErrorCode.DatabaseLocked"/>: another run holds it.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (_query.Rows is not [false])
            return;

        var holders = await session.ReadAsync<long?>(
            "see who holds the lock",
            sql => sql.Add($"SELECT IS_USED_LOCK({Name(session.Options)})"),
            row => row.IsDBNull(0) ? null : row.GetInt64(0),
            cancellationToken);
        throw new TokenException(
            TokenErrorCode.DatabaseLocked,
            $"Another run has worked on the database \"{session.Options.Name}\" at {DatabaseFailure.Place(session.Options)} for the "
            + $"{session.Options.Timeout.TotalSeconds:0} seconds that this one waited"
            + (holders is [{ } id] ? $" (connection {id} of the server; SHOW PROCESSLIST shows it)" : "")
            + ". Nothing was changed. Try again, wait longer, or end that connection if it hangs.",
            reason: new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Timeout)));
    }

    // Such locks belong to the server, not to a database of it: the name tells installations apart. Servers take up to 64 characters.
    private static string Name(DatabaseOptions options) =>
        $"CONCAT('matomo_token.', LEFT(SHA2(CONCAT(LOWER(DATABASE()), '.{options.Prefix}'), 256), 40))";
}
