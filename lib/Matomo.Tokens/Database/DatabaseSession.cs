using System.Data;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Tls;
using MySqlConnector;

namespace Matomo.Tokens.Database;

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
        OpenSsl.Require("the database backend");
        var connection = new MySqlConnection(ConnectionString(options));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new DatabaseSession(connection, options);
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            if (!DatabaseFailure.IsKnown(exception))
            {
                throw;
            }

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

    private static string ConnectionString(DatabaseOptions options)
    {
        var isLocal = options.Socket is not null || options.Host is "localhost" or "127.0.0.1" or "::1";
        var builder = new MySqlConnectionStringBuilder
        {
            Database = options.Name,
            UserID = options.User,
            Password = options.Password.Reveal(),
            SslMode = options.Tls switch
            {
                TlsMode.Disabled => MySqlSslMode.None,
                TlsMode.Preferred => options.Socket is null ? MySqlSslMode.Preferred : MySqlSslMode.None,
                TlsMode.Required => MySqlSslMode.Required,
                TlsMode.VerifyCa => MySqlSslMode.VerifyCA,
                _ => MySqlSslMode.VerifyFull,
            },
            Pooling = false,
            ConnectionTimeout = (uint)options.Timeout.TotalSeconds,
            ApplicationName = "matomo_token",
            ConvertZeroDateTime = true,
            DateTimeKind = MySqlDateTimeKind.Utc,

            // Found rows, not changed ones: an update to what is there already is no sign that the row is gone.
            UseAffectedRows = false,

            // Who can listen on this host's loopback or sockets can read the password elsewhere; across a network, the key must come with TLS.
            AllowPublicKeyRetrieval = isLocal,
        };
        if (options.Socket is { } socket)
        {
            builder.Server = socket;
            builder.ConnectionProtocol = MySqlConnectionProtocol.UnixSocket;
        }
        else
        {
            builder.Server = options.Host;
            builder.Port = (uint)options.Port;
        }

        if (builder.SslMode == MySqlSslMode.VerifyFull)
        {
            builder.SkipCertificateRevocationCheck = true;
        }

        builder.SslCa = options.CertificateAuthorities ?? "";
        builder.SslCert = options.ClientCertificate ?? "";
        builder.SslKey = options.ClientKey ?? "";
        return builder.ConnectionString;
    }
}
