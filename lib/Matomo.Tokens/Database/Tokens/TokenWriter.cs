using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Planning;
using MySqlConnector;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Writes user_token_auth (Matomo 4 and later), or Matomo 3's one value, inside the transaction of the session.</summary>
internal sealed class TokenWriter(DatabaseSession session, MatomoTables tables, MatomoSchema schema)
{
    private const int InOneStatement = 1000;
    private const int InOneCommand = 200;

    /// <summary>A token to insert.</summary>
    /// <param name="Login">The user's login.</param>
    /// <param name="Create">What the plan says.</param>
    /// <param name="CreatedAt">When it is made, by the server's clock.</param>
    /// <param name="Hash">The value's hash.</param>
    internal sealed record NewRow(string Login, StoreChange.Create Create, DateTimeOffset CreatedAt, string Hash);

    /// <summary>Inserts rows.</summary>
    /// <returns>The key of each hash's row.</returns>
    /// <exception cref="TokenException">The server refused.</exception>
    public async Task<IReadOnlyDictionary<string, long>> InsertAsync(IReadOnlyList<NewRow> rows, CancellationToken cancellationToken)
    {
        var queries = rows.Chunk(InOneStatement).Select(part => new SqlQuery<(string Hash, long Id)>(
            sql => Add(sql, part), row => (row.GetString(1), row.GetInt64(0)))).ToList();
        await session.ReadAsync("store tokens", queries, cancellationToken);
        return queries.SelectMany(query => query.Rows).ToDictionary(row => row.Hash, row => row.Id, StringComparer.Ordinal);
    }

    /// <summary>Changes, expires and deletes rows.</summary>
    /// <exception cref="TokenException">The server refused, or a row that was read is gone.</exception>
    public async Task ChangeAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        foreach (var updates in changes.OfType<StoreChange.Update>().Chunk(InOneCommand))
        {
            if (await ChangeAsync(updates, Add, cancellationToken) < updates.Length)
            {
                throw new TokenException(
                    TokenErrorCode.DatabaseLocked,
                    $"A token that was to be changed has gone from {tables.TokenName} meanwhile: somebody else works on the same tokens, in Matomo's own pages perhaps. Nothing was changed; run it again.");
            }
        }

        foreach (var ends in changes.Where(change => change is not StoreChange.Update).Chunk(InOneCommand))
            await ChangeAsync(ends, AddEnd, cancellationToken);
    }

    /// <summary>Matomo 3: replaces the one value of a user.</summary>
    /// <exception cref="TokenException">The server refused, or the user is gone.</exception>
    public async Task ReplaceAsync(TokenStep step, TokenValue value, CancellationToken cancellationToken)
    {
        var login = step.Login;
        var sql = new SqlText().Add($"UPDATE {tables.User} SET token_auth = ").Text(value.Reveal()).Add(" WHERE login = ").Text(login);
        try
        {
            if (await session.ExecuteAsync($"replace the token of \"{login}\"", sql, cancellationToken) != 1)
                throw new TokenException(TokenErrorCode.UserNotFound, $"The user \"{login}\" has gone from {tables.UserName} meanwhile. Nothing was changed.");
        }
        catch (TokenException exception)
        {
            exception.RequestIndex = step.Index;
            if (exception.InnerException is MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry })
            {
                // What caused it has the value in its message.
                throw new TokenException(exception.Code, exception.Message, reason: exception.Reason) { RequestIndex = step.Index };
            }

            throw;
        }
    }

    /// <summary>Matomo 3: the one value of a user, as it stands there.</summary>
    /// <exception cref="TokenException">The server refused.</exception>
    public async Task<string?> PlainValueAsync(string login, CancellationToken cancellationToken)
    {
        var values = await session.ReadAsync(
            "read the token that is replaced",
            sql => sql.Add($"SELECT token_auth FROM {tables.User} WHERE login = ").Text(login),
            row => row.IsDBNull(0) ? null : row.GetString(0),
            cancellationToken);
        return values.FirstOrDefault();
    }

    /// <summary>Undoes a transaction that is open, and one before it that stored a value.</summary>
    /// <param name="login">Whose value it is.</param>
    /// <param name="value">The value.</param>
    /// <param name="salt">What it is hashed with.</param>
    /// <param name="replaced">Matomo 3: the value that was there before.</param>
    /// <exception cref="TokenException">The server refused, or is gone.</exception>
    public Task TakeBackAsync(string login, TokenValue value, Secret salt, string? replaced)
    {
        var sql = new SqlText().Add("ROLLBACK;");
        sql = schema.OneValuePerUser
            ? sql.Add($"UPDATE {tables.User} SET token_auth = ").Text(replaced ?? "").Add(" WHERE login = ").Text(login).Add(" AND token_auth = ").Text(value.Reveal())
            : sql.Add($"DELETE FROM {tables.Token} WHERE password = ").Text(TokenHash.Of(value, salt));
        return session.ExecuteAsync("take back a token", sql, CancellationToken.None);
    }

    private Task<int> ChangeAsync<T>(T[] changes, Action<SqlText, T> add, CancellationToken cancellationToken)
    {
        var sql = new SqlText();
        Array.ForEach(changes, change => add(sql, change));
        return session.ExecuteAsync("change tokens", sql, cancellationToken);
    }

    private void Add(SqlText sql, NewRow[] rows)
    {
        sql.Add($"INSERT INTO {tables.Token} (login, description, password, hash_algo, system_token, date_created, date_expired")
            .Add(schema.HasSecureOnly ? ", secure_only" : "").Add(") VALUES ");
        foreach (var (at, row) in rows.Index())
            Add(sql.Add(at == 0 ? "(" : ",("), row);

        // Own rows from the first of them on; of others, the transaction's snapshot shows none that is newer.
        sql.Add($"; SELECT idusertokenauth, password FROM {tables.Token} WHERE idusertokenauth >= LAST_INSERT_ID()");
    }

    private void Add(SqlText sql, NewRow row)
    {
        sql.Text(row.Login).Add(",").Text(row.Create.Description.Escaped).Add(",").Hash(row.Hash).Add($",'{TokenHash.Algorithm}',0,")
            .Time(row.CreatedAt).Add(",").Time(row.Create.ExpiresAt);
        if (schema.HasSecureOnly)
            sql.Add(",").Number(row.Create.SecureOnly == true ? 1 : 0);

        sql.Add(")");
    }

    private void AddEnd(SqlText sql, StoreChange change)
    {
        switch (change)
        {
            case StoreChange.Expire expire:
                sql.Add($"UPDATE {tables.Token} SET date_expired = ").Time(expire.At).Add(Reminded).Add(" WHERE system_token = 0 AND idusertokenauth IN ").Numbers(expire.Ids)
                    .Add(" AND (date_expired IS NULL OR date_expired > ").Time(expire.At).Add(");");
                break;
            case StoreChange.Revoke revoke:
                sql.Add($"DELETE FROM {tables.Token} WHERE system_token = 0 AND idusertokenauth IN ").Numbers(revoke.Ids).Add(";");
                break;
            default:
                throw new InvalidOperationException($"The database cannot do {change.GetType().Name}, and the planner should have known.");
        }
    }

    // The user was told of the old end; of the new one Matomo is to tell again.
    private string Reminded => schema.HasExpirationWarning ? ", ts_expiration_warning_notified = NULL" : "";

    private void Add(SqlText sql, StoreChange.Update update)
    {
        sql.Add($"UPDATE {tables.Token} SET idusertokenauth = idusertokenauth");
        if (update.Description is { } description)
            sql.Add(", description = ").Text(description.Escaped);

        if (update.ChangesExpiry)
            sql.Add(", date_expired = ").Time(update.ExpiresAt).Add(Reminded);

        if (update.SecureOnly is { } secureOnly && schema.HasSecureOnly)
            sql.Add(", secure_only = ").Number(secureOnly ? 1 : 0);

        sql.Add(" WHERE system_token = 0 AND idusertokenauth = ").Number(update.Id).Add(";");
    }
}
