using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Planning;
using MySqlConnector;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Writes user_token_auth (Matomo 4 and later), or Matomo 3's one value, inside the transaction of the session.</summary>
internal sealed class TokenWriter(DatabaseSession session, MatomoSchema schema)
{
    private const int InOneStatement = 1000;
    private const int InOneCommand = 200;

    private readonly string _tokens = $"`{session.Tables.Token}`";
    private readonly string _users = $"`{session.Tables.User}`";

    // The user was told of the old end; of the new one Matomo is to tell again.
    private readonly string _reminded = schema.HasExpirationWarning ? ", ts_expiration_warning_notified = NULL" : "";

    /// <summary>A token to insert, made now by the server's clock.</summary>
    internal sealed record NewRow(string Login, StoreChange.Create Create, DateTimeOffset CreatedAt, string Hash);

    /// <summary>Inserts rows, and returns the key of each hash's row.</summary>
    public async Task<IReadOnlyDictionary<string, long>> InsertAsync(IReadOnlyList<NewRow> rows, CancellationToken cancellationToken)
    {
        var queries = rows.Chunk(InOneStatement).Select(part => new SqlQuery<(string Hash, long Id)>(
            sql => Add(sql, part), row => (row.GetString(1), row.GetInt64(0)))).ToList();
        await session.ReadAsync("store tokens", queries, cancellationToken);
        return queries.SelectMany(query => query.Rows).ToDictionary(row => row.Hash, row => row.Id, StringComparer.Ordinal);
    }

    /// <summary>Changes, expires and deletes rows.</summary>
    public async Task ChangeAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        foreach (var updates in changes.OfType<StoreChange.Update>().Chunk(InOneCommand))
        {
            if (await ChangeAsync(updates, Add, cancellationToken) < updates.Length)
            {
                throw new TokenException(
                    TokenErrorCode.DatabaseLocked,
                    $"A token that was to be changed has gone from {_tokens} meanwhile: somebody else works on the same tokens, "
                    + "in Matomo's own pages perhaps. Nothing was changed; run it again.");
            }
        }

        foreach (var ends in changes.Where(change => change is not StoreChange.Update).Chunk(InOneCommand))
            await ChangeAsync(ends, AddEnd, cancellationToken);
    }

    /// <summary>Matomo 3: replaces the one value of a user.</summary>
    /// <returns>How many rows were found: one.</returns>
    public async Task<int> ReplaceAsync(string login, TokenValue value, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add($"UPDATE {_users} SET token_auth = ").Text(value.Reveal()).Add(" WHERE login = ").Text(login);
        try
        {
            return await session.ExecuteAsync($"replace the token of \"{login}\"", sql, cancellationToken) is 1 and var found
                ? found
                : throw new TokenException(
                    TokenErrorCode.UserNotFound, $"The user \"{login}\" has gone from {_users} meanwhile. Nothing was changed.");
        }
        catch (TokenException exception) when (exception.InnerException is MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry })
        {
            // What caused it has the value in its message.
            throw new TokenException(exception.Code, exception.Message, reason: exception.Reason);
        }
    }

    /// <summary>Matomo 3: the one value of a user, as it stands there.</summary>
    public async Task<string?> PlainValueAsync(string login, CancellationToken cancellationToken)
    {
        var values = await session.ReadAsync(
            "read the token that is replaced",
            sql => sql.Add($"SELECT token_auth FROM {_users} WHERE login = ").Text(login),
            row => row.IsDBNull(0) ? null : row.GetString(0),
            cancellationToken);
        return values.FirstOrDefault();
    }

    /// <summary>Undoes a transaction that is open, and one before it that stored a value; in Matomo 3 the value that this replaced returns.
    /// </summary>
    public Task TakeBackAsync(string login, TokenValue value, string? replaced, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add("ROLLBACK;");
        if (schema.OneValuePerUser)
        {
            sql.Add($"UPDATE {_users} SET token_auth = ").Text(replaced ?? "")
                .Add(" WHERE login = ").Text(login).Add(" AND token_auth = ").Text(value.Reveal());
        }
        else
        {
            sql.Add($"DELETE FROM {_tokens} WHERE password = ").Hash(TokenHash.Of(value, session.Options.Salt));
        }

        return session.ExecuteAsync("take back a token", sql, cancellationToken);
    }

    private Task<int> ChangeAsync<T>(T[] changes, Action<SqlText, T> add, CancellationToken cancellationToken)
    {
        var sql = new SqlText();
        Array.ForEach(changes, change => add(sql, change));
        return session.ExecuteAsync("change tokens", sql, cancellationToken);
    }

    private void Add(SqlText sql, NewRow[] rows)
    {
        sql.Add($"INSERT INTO {_tokens} (login, description, password, hash_algo, system_token, date_created, date_expired")
            .Add(schema.HasSecureOnly ? ", secure_only" : "").Add(") VALUES ");
        foreach (var (at, row) in rows.Index())
            Add(sql.Add(at == 0 ? "(" : ",("), row);

        // Own rows from the first of them on; of others, the transaction's snapshot shows none that is newer.
        sql.Add($"; SELECT idusertokenauth, password FROM {_tokens} WHERE idusertokenauth >= LAST_INSERT_ID()");
    }

    private void Add(SqlText sql, NewRow row)
    {
        sql.Text(row.Login).Add(",").Text(row.Create.Description.Escaped).Add(",").Hash(row.Hash)
            .Add($",'{TokenHash.Algorithm}',0,").Time(row.CreatedAt).Add(",").Time(row.Create.ExpiresAt);
        if (schema.HasSecureOnly)
            sql.Add(",").Number(row.Create.SecureOnly == true ? 1 : 0);

        sql.Add(")");
    }

    private void AddEnd(SqlText sql, StoreChange change)
    {
        switch (change)
        {
            case StoreChange.Expire expire:
                sql.Add($"UPDATE {_tokens} SET date_expired = ").Time(expire.At).Add(_reminded)
                    .Add(" WHERE system_token = 0 AND idusertokenauth IN ").Numbers(expire.Ids)
                    .Add(" AND (date_expired IS NULL OR date_expired > ").Time(expire.At).Add(");");
                break;
            case StoreChange.Revoke revoke:
                sql.Add($"DELETE FROM {_tokens} WHERE system_token = 0 AND idusertokenauth IN ").Numbers(revoke.Ids).Add(";");
                break;
            default:
                throw new InvalidOperationException($"The database cannot do {change.GetType().Name}, and the planner should have known.");
        }
    }

    private void Add(SqlText sql, StoreChange.Update update)
    {
        sql.Add($"UPDATE {_tokens} SET idusertokenauth = idusertokenauth");
        if (update.Description is { } description)
            sql.Add(", description = ").Text(description.Escaped);

        if (update.ChangesExpiry)
            sql.Add(", date_expired = ").Time(update.ExpiresAt).Add(_reminded);

        if (update.SecureOnly is { } secureOnly && schema.HasSecureOnly)
            sql.Add(", secure_only = ").Number(secureOnly ? 1 : 0);

        sql.Add(" WHERE system_token = 0 AND idusertokenauth = ").Number(update.Id).Add(";");
    }
}
