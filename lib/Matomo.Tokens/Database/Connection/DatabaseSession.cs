using System.Data;
using Matomo.Tokens.Host;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>One connection to the database server. Its end ends its transaction and frees its locks, however it ends.</summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    private readonly MySqlConnection _connection;

    private DatabaseSession(MySqlConnection connection, DatabaseOptions options) =>
        (_connection, Options, Tables) = (connection, options, options.Tables);

    public DatabaseOptions Options { get; }

    public MatomoTables Tables { get; }

    /// <summary>Whether the server answers on it, so that an error that came is the server's own.</summary>
    public bool IsAlive => _connection.State == ConnectionState.Open;

    public static async Task<DatabaseSession> OpenAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        OpenSsl.Require("a connection to the database");
        try
        {
            return new DatabaseSession(await ConnectAsync(options, cancellationToken), options);
        }
        catch (Exception exception) when (DatabaseFailure.IsKnown(exception))
        {
            throw DatabaseFailure.Of(exception, "log in to the database server", options);
        }
    }

    /// <summary>Sends statements in their order, as many in one round trip as a server is sure to take, and has each read its rows; those
    /// before one that fails have theirs. A failure's message names the attempt. The time-out is that of a round trip: as long as for one
    /// statement, if it is null.</summary>
    public async Task ReadAsync(
        string attempt, IEnumerable<SqlStatement> statements, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var sql = new SqlText();
        var queries = new List<SqlStatement>();
        foreach (var statement in statements)
        {
            if (sql.IsFull)
            {
                await ReadAsync(attempt, sql, queries, timeout, cancellationToken);
                (sql, queries) = (new SqlText(), []);
            }

            statement.Write(sql);
            sql.Add(";");
            if (statement.HasRows)
                queries.Add(statement);
        }

        if (queries.Count > 0)
            await ReadAsync(attempt, sql, queries, timeout, cancellationToken);
    }

    /// <summary>Reads the rows of one statement.</summary>
    public Task<List<T>> ReadAsync<T>(
        string attempt, Action<SqlText> write, Func<MySqlDataReader, T?> read, CancellationToken cancellationToken) =>
        ReadAsync(attempt, null, (sql, _) => write(sql), read, cancellationToken);

    /// <summary>Reads the rows for many values (<see cref="SqlQuery{T}.Of"/>).</summary>
    public async Task<List<T>> ReadAsync<T>(
        string attempt,
        IReadOnlyList<string>? values,
        Action<SqlText, IReadOnlyList<string>?> write,
        Func<MySqlDataReader, T?> read,
        CancellationToken cancellationToken)
    {
        var queries = SqlQuery<T>.Of(values, write, read);
        await ReadAsync(attempt, queries, cancellationToken);
        return queries is [var only] ? only.Rows : [.. queries.SelectMany(query => query.Rows)];
    }

    /// <summary>Sends statements that answer no rows, and returns how many rows they found, changed or not.</summary>
    public async Task<int> ExecuteAsync(string attempt, SqlText sql, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = sql.ToCommand(_connection, Options.Timeout);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseFailure.IsKnown(exception))
        {
            throw await FailureAsync(exception, attempt);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<MySqlConnection> ConnectAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(ConnectionText.Of(options, ConnectionText.EncryptionOf(options)), cancellationToken);
        }
        catch (MySqlException exception)
            when (options is { Socket: not null, Tls: TlsMode.Disabled or TlsMode.Preferred } && LoginPlugin.WantsEncryption(exception))
        {
            // MySqlConnector sends a password as it is over TLS alone, though the server takes it over a socket, too.
            return await ConnectAsync(ConnectionText.Of(options, MySqlSslMode.Preferred), cancellationToken);
        }
    }

    private static async Task<MySqlConnection> ConnectAsync(string connectionText, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(connectionText);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task ReadAsync(
        string attempt, SqlText sql, IReadOnlyList<SqlStatement> queries, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = sql.ToCommand(_connection, timeout ?? Options.Timeout);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            foreach (var query in queries)
                await ReadAsync(reader, query, cancellationToken);
        }
        catch (Exception exception) when (DatabaseFailure.IsKnown(exception))
        {
            throw await FailureAsync(exception, attempt);
        }
    }

    // The server may let the first row wait for a lock. The others come by the thousand, and each await costs more than its row.
    private static async Task ReadAsync(MySqlDataReader reader, SqlStatement query, CancellationToken cancellationToken)
    {
        var isRow = await reader.ReadAsync(cancellationToken);
        while (isRow)
        {
            query.Read(reader);
            isRow = reader.Read();
        }

        await reader.NextResultAsync(cancellationToken);
    }

    private async Task<TokenException> FailureAsync(Exception exception, string attempt)
    {
        var failure = DatabaseFailure.Of(exception, attempt, Options);
        if (!MissingRight.OnTable(exception))
            return failure;

        var grant = MissingRight.OnTable(exception.Message, await AccountAsync(), Options);
        return new TokenException(failure.Code, $"{failure.Message} {grant}", exception);
    }

    private async Task<string> AccountAsync()
    {
        try
        {
            await using var command = new SqlText().Add("SELECT CURRENT_USER()").ToCommand(_connection, Options.Timeout);
            return (string?)await command.ExecuteScalarAsync() ?? Options.User;
        }
        catch (Exception exception) when (DatabaseFailure.IsKnown(exception) || exception is InvalidOperationException)
        {
            return Options.User;
        }
    }
}
