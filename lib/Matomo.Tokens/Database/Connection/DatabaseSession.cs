using System.Data;
using Matomo.Tokens.Host;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>One connection to the database server. Its end ends its transaction and frees its locks, however it ends.</summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    private readonly MySqlConnection _connection;
    private readonly DatabaseOptions _options;

    private DatabaseSession(MySqlConnection connection, DatabaseOptions options)
    {
        _connection = connection;
        _options = options;
    }

    /// <summary>Whether the server answers on it, so that an error that came is the server's own.</summary>
    public bool IsAlive => _connection.State == ConnectionState.Open;

    /// <exception cref="TokenException">The server is not there, or refuses the account.</exception>
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

    /// <summary>Sends statements, as many in one round trip as a server is sure to take, and has each read its rows.</summary>
    /// <param name="attempt">What is tried, for a failure's message.</param>
    /// <param name="statements">The statements, in order. Those before one that fails have their rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="timeout">How long the server may take for one round trip; null for as long as for one statement.</param>
    /// <exception cref="TokenException">The server refused, or is gone.</exception>
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
    /// <inheritdoc cref="ReadAsync(string, IEnumerable{SqlStatement}, CancellationToken, TimeSpan?)"/>
    public async Task<List<T>> ReadAsync<T>(
        string attempt, Action<SqlText> write, Func<MySqlDataReader, T?> read, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<T>(write, read);
        await ReadAsync(attempt, [query], cancellationToken);
        return query.Rows;
    }

    /// <summary>Reads the rows for many values: of a statement for each part of them that a server is sure to take.</summary>
    /// <param name="attempt">What is tried, for a failure's message.</param>
    /// <param name="values">The values; null for all that there are, which is one statement.</param>
    /// <param name="write">Writes the statement for a part (<see cref="SqlText.Among"/>).</param>
    /// <param name="read">Reads a row; null to leave it out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TokenException">The server refused, or is gone.</exception>
    public async Task<List<T>> ReadAsync<T>(
        string attempt,
        IReadOnlyList<string>? values,
        Action<SqlText, IReadOnlyList<string>?> write,
        Func<MySqlDataReader, T?> read,
        CancellationToken cancellationToken)
    {
        var queries = SqlText.Parts(values).Select(part => new SqlQuery<T>(sql => write(sql, part), read)).ToList();
        await ReadAsync(attempt, queries, cancellationToken);
        return queries is [var only] ? only.Rows : [.. queries.SelectMany(query => query.Rows)];
    }

    /// <summary>Sends statements that answer no rows.</summary>
    /// <returns>How many rows they found, changed or not.</returns>
    /// <exception cref="TokenException">The server refused, or is gone.</exception>
    public async Task<int> ExecuteAsync(string attempt, SqlText sql, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = sql.ToCommand(_connection, _options.Timeout);
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
        catch (MySqlException exception) when (options is { Socket: not null, Tls: TlsMode.Disabled or TlsMode.Preferred } && LoginPlugin.WantsEncryption(exception))
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
            await using var command = sql.ToCommand(_connection, timeout ?? _options.Timeout);
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
        var failure = DatabaseFailure.Of(exception, attempt, _options);
        return MissingRight.OnTable(exception)
            ? new TokenException(failure.Code, $"{failure.Message} {MissingRight.OnTable(exception.Message, await AccountAsync(), _options)}", exception)
            : failure;
    }

    private async Task<string> AccountAsync()
    {
        try
        {
            await using var command = new SqlText().Add("SELECT CURRENT_USER()").ToCommand(_connection, _options.Timeout);
            return (string?)await command.ExecuteScalarAsync() ?? _options.User;
        }
        catch (Exception exception) when (DatabaseFailure.IsKnown(exception) || exception is InvalidOperationException)
        {
            return _options.User;
        }
    }
}
