using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using MySqlConnector;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Reads user_token_auth (Matomo 4 and later).</summary>
internal sealed class TokenTable(DatabaseSession session, MatomoSchema schema)
{
    private const string Attempt = "read the tokens";

    private readonly string _table = $"`{session.Tables.Token}`";
    private readonly string _columns = "idusertokenauth, login, description, system_token, last_used, date_created, date_expired, "
        + (schema.HasSecureOnly ? "secure_only" : "NULL");

    /// <summary>Reads the rows of logins, as the user table has them, and those that have one of the hashes, whoever's they are; and locks
    /// them until the transaction ends, where no other lock keeps runs apart.</summary>
    public async Task<TokenRows> ReadAsync(
        IReadOnlyList<string> logins, IReadOnlyList<string> hashes, bool locksRows, CancellationToken cancellationToken)
    {
        var end = locksRows ? " FOR UPDATE" : "";
        var byLogin = SqlQuery<TokenRow>.Of(
            logins, (sql, part) => sql.Add($"SELECT {_columns} FROM {_table} WHERE ").Among("login", part).Add(end), Row);
        var byHash = SqlQuery<(string Hash, TokenRow Row)>.Of(
            hashes,
            (sql, part) => sql.Add($"SELECT {_columns}, password FROM {_table} WHERE ").Among("password", part).Add(end),
            row => (row.GetString(8), Row(row)));
        var salt = SaltQuery();
        await session.ReadAsync(Attempt, [.. byLogin, .. byHash, salt], cancellationToken);
        return new TokenRows(
            [.. byLogin.SelectMany(query => query.Rows)],
            byHash.SelectMany(query => query.Rows)
                .DistinctBy(row => row.Hash, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(row => row.Hash, row => row.Row, StringComparer.OrdinalIgnoreCase),
            salt.Rows is [true]);
    }

    /// <summary>Reads the rows of logins, as the user table has them, or of all; with that hash, or with any. A row may come twice where
    /// there are logins for several statements.</summary>
    public Task<List<TokenRow>> ReadAsync(
        IReadOnlyList<string>? logins, string? hash, Func<TokenRow, bool> isWanted, CancellationToken cancellationToken) =>
        session.ReadAsync(
            Attempt,
            logins,
            (sql, part) => sql
                .Add($"SELECT {_columns} FROM {_table} WHERE ").Among("password", hash is null ? null : [hash])
                .Add(" AND ").Among("login", part),
            reader => Row(reader) is var row && isWanted(row) ? row : null,
            cancellationToken);

    /// <summary>Whether the salt is right, as far as the anonymous user's row tells.</summary>
    public async Task<bool> SaltFitsAsync(CancellationToken cancellationToken)
    {
        var salt = SaltQuery();
        await session.ReadAsync(Attempt, [salt], cancellationToken);
        return salt.Rows is [true];
    }

    // Where the anonymous user's row was deleted, nothing can be said against the salt.
    private SqlQuery<bool> SaltQuery() => new(
        sql => sql
            .Add($"SELECT EXISTS (SELECT 1 FROM {_table} WHERE password = ").Hash(TokenHash.OfAnonymous(session.Options.Salt))
            .Add($") OR NOT EXISTS (SELECT 1 FROM {_table} WHERE login = 'anonymous' AND hash_algo = '{TokenHash.Algorithm}')"),
        row => row.GetInt32(0) != 0);

    private TokenRow Row(MySqlDataReader reader) => new(reader.GetString(1), new ObservedToken
    {
        Id = reader.GetInt64(0),
        Description = reader.GetString(2),
        CreatedAt = Time(reader, 5),
        ExpiryKnown = true,
        ExpiresAt = Time(reader, 6),
        LastUsedAt = Time(reader, 4),
        SecureOnly = schema.HasSecureOnly ? reader.GetInt64(7) != 0 : null,
        IsSystem = reader.GetInt64(3) != 0,
    });

    private static DateTimeOffset? Time(MySqlDataReader reader, int at) =>
        reader.IsDBNull(at) ? null : new DateTimeOffset(reader.GetDateTime(at), TimeSpan.Zero);
}
