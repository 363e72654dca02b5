using System.Globalization;
using Matomo.Tokens.Errors;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>Lets one run at a time work on an installation: an advisory lock of the server, which frees it when the connection ends, however it ends.</summary>
internal sealed class RunLock(DatabaseSession session, DatabaseOptions options)
{
    // Such locks belong to the server, not to a database of it: the name tells installations apart. Servers take up to 64 characters.
    private string Name => $"CONCAT('matomo_token.', LEFT(SHA2(CONCAT(LOWER(DATABASE()), '.{options.Prefix}'), 256), 40))";

    public RunLockState State { get; private set; } = RunLockState.Asked;

    /// <summary>One statement, whose one result <see cref="ReadAsync"/> reads. The server waits for up to the time-out.</summary>
    public void Ask(SqlText sql) => sql.Add($"SELECT GET_LOCK({Name}, {((int)options.Timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture)});");

    /// <summary>Reads the current result, and goes to the one after it.</summary>
    public async Task ReadAsync(MySqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        State = !reader.IsDBNull(0) && reader.GetInt32(0) == 1 ? RunLockState.Taken : RunLockState.HeldByOther;
        await reader.NextResultAsync(cancellationToken);
    }

    /// <exception cref="TokenException"><see cref="TokenErrorCode.DatabaseLocked"/>: it is not this run's.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (State != RunLockState.HeldByOther)
        {
            return;
        }

        var holder = await session.ReadAsync("see who holds the lock", new SqlText().Add($"SELECT IS_USED_LOCK({Name})"), HolderAsync, cancellationToken);
        throw new TokenException(
            TokenErrorCode.DatabaseLocked,
            $"Another run has worked on the database \"{options.Name}\" at {DatabaseFailure.Place(options)} for the {options.Timeout.TotalSeconds:0} seconds that this one waited"
            + (holder is { } id ? $" (connection {id} of the server; SHOW PROCESSLIST shows it)" : "")
            + ". Nothing was changed. Try again, wait longer, or end that connection if it hangs.")
        {
            Reason = new SettingsOf<DatabaseOptions>(nameof(DatabaseOptions.Timeout)),
        };

        async Task<long?> HolderAsync(MySqlDataReader reader) => await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }
}
