using System.Data;
using Matomo.Tokens.Errors;
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

    /// <summary>Sends statements and hands over their results.</summary>
    /// <param name="attempt">What is tried, for a failure's message.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="read">Reads all results; <see cref="MySqlDataReader.NextResultAsync(CancellationToken)"/> goes from one to the next.</param>
    /// <param name="timeout">How long the server may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TokenException">The server refused, or is gone.</exception>
    public async Task<T> ReadAsync<T>(string attempt, SqlText sql, Func<MySqlDataReader, Task<T>> read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = sql.ToCommand(_connection, timeout);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await read(reader);
        }
        catch (Exception exception) when (DatabaseFailure.IsKnown(exception))
        {
            throw await FailureAsync(exception, attempt);
        }
    }

    /// <inheritdoc cref="ReadAsync{T}(string, SqlText, Func{MySqlDataReader, Task{T}}, TimeSpan, CancellationToken)"/>
    public Task<T> ReadAsync<T>(string attempt, SqlText sql, Func<MySqlDataReader, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(attempt, sql, read, _options.Timeout, cancellationToken);

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
