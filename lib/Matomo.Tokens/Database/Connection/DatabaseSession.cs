using System.Data;
using Matomo.Tokens.Host;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>One connection to the database server. Its end ends its transaction and frees its locks, however it ends.</summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    // What the caller waits for once it is told to stop.
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);

    private readonly MySqlConnection _connection;

    // Something still runs on the connection, and nobody waits for it.
    private volatile bool _isLeft;

    private DatabaseSession(MySqlConnection connection, DatabaseOptions options) =>
        (_connection, Options, Tables) = (connection, options, options.Tables);

    public DatabaseOptions Options { get; }

    public MatomoTables Tables { get; }

    /// <summary>Whether the server answers on it, so that an error that came is the server's own.</summary>
    public bool IsAlive => !_isLeft && _connection.State == ConnectionState.Open;

    public static async Task<DatabaseSession> OpenAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        OpenSsl.Require("a connection to the database");
        var trust = new ServerTrust(options);
        try
        {
            return new DatabaseSession(await ConnectAsync(options, trust, cancellationToken), options);
        }
        catch (Exception exception) when (DatabaseFailure.IsKnown(exception))
        {
            throw DatabaseFailure.Of(exception, "log in to the database server", options, trust.Refusal);
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
                await SendAsync();
                (sql, queries) = (new SqlText(), []);
            }

            statement.Write(sql);
            sql.Add(";");
            if (statement.HasRows)
                queries.Add(statement);
        }

        if (queries.Count > 0)
            await SendAsync();

        Task SendAsync() => RunAsync(attempt, sql, timeout ?? Options.Timeout, command => Read(command, queries), cancellationToken);
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
    public Task<int> ExecuteAsync(string attempt, SqlText sql, CancellationToken cancellationToken) =>
        RunAsync(attempt, sql, Options.Timeout, command => command.ExecuteNonQuery(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_isLeft)
            await Task.WhenAny(_connection.DisposeAsync().AsTask(), Task.Delay(LastWait));
    }

    private static async Task<MySqlConnection> ConnectAsync(
        DatabaseOptions options, ServerTrust trust, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(options, trust, ConnectionText.EncryptionOf(options), cancellationToken);
        }
        catch (MySqlException exception)
            when (options is { Socket: not null, Tls: TlsMode.Disabled or TlsMode.Preferred } && LoginPlugin.WantsEncryption(exception))
        {
            // MySqlConnector sends a password as it is over TLS alone, though the server takes it over a socket, too.
            return await ConnectAsync(options, trust, MySqlSslMode.Preferred, cancellationToken);
        }
    }

    private static async Task<MySqlConnection> ConnectAsync(
        DatabaseOptions options, ServerTrust trust, MySqlSslMode encryption, CancellationToken cancellationToken)
    {
        var connection = new MySqlDataSourceBuilder(ConnectionText.Of(options, encryption))
            .UseRemoteCertificateValidationCallback(trust.Accepts)
            .UseLoggerFactory(trust.IsSafeForPassword ? null : new ClearPasswordGuard(() => trust.IsSafeForPassword))
            .Build()
            .CreateConnection();
        try
        {
            // MySqlConnector's own time-out does not see all of a login.
            await connection.OpenAsync(cancellationToken).WaitAsync(options.Timeout + LastWait, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private bool Read(MySqlCommand command, IReadOnlyList<SqlStatement> queries)
    {
        var reader = command.ExecuteReader();
        try
        {
            foreach (var query in queries)
            {
                while (!_isLeft && reader.Read())
                    query.Read(reader);

                if (_isLeft || !reader.NextResult())
                    break;
            }

            return true;
        }
        finally
        {
            // It would read all the rows that are still to come.
            if (!_isLeft)
                reader.Dispose();
        }
    }

    // The caller is let go at its word, or when the time is up, whatever the server does. MySqlConnector learns of neither: what it then
    // does needs the server's answer. The socket of what is left closes with the time-out of its command, or with the process.
    private async Task<T> RunAsync<T>(
        string attempt, SqlText sql, TimeSpan timeout, Func<MySqlCommand, T> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var command = sql.ToCommand(_connection, timeout);
        var running = Task.Run(() => run(command), CancellationToken.None);
        try
        {
            return await running.WaitAsync(timeout + SqlText.Grace + LastWait, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(running, Task.Delay(LastWait, CancellationToken.None));
            _isLeft = !running.IsCompleted;
            if (running.IsCompletedSuccessfully)
                return await running;

            throw;
        }
        catch (Exception exception) when (DatabaseFailure.IsKnown(exception))
        {
            _isLeft = !running.IsCompleted;
            throw await FailureAsync(exception, attempt);
        }
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
            var accounts = await ReadAsync(
                "see the account", sql => sql.Add("SELECT CURRENT_USER()"), row => row.GetString(0), CancellationToken.None);
            return accounts.Single();
        }
        catch (Exception exception) when (exception is TokenException or InvalidOperationException)
        {
            return Options.User;
        }
    }
}
