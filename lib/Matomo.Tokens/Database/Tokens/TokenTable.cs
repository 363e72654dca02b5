using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using MySqlConnector;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Reads user_token_auth (Matomo 4 and later).</summary>
internal sealed class TokenTable(DatabaseSession session, MatomoTables tables, MatomoSchema schema)
{
    private const string Attempt = "read the tokens";

    private readonly string _columns =
        $"idusertokenauth, login, description, system_token, last_used, date_created, date_expired, {(schema.HasSecureOnly ? "secure_only" : "NULL")}";

    /// <summary>Reads the rows of logins, and those that have one of the hashes, whoever's they are.</summary>
    /// <param name="logins">Logins as the user table has them, each once.</param>
    /// <param name="hashes">Hashes, each once.</param>
    /// <param name="anonymousHash">The hash of the anonymous user's row, by which the salt proves right.</param>
    /// <param name="locksRows">Whether rows are locked until the transaction ends, where no other lock keeps runs apart.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TokenRows> ReadAsync(
        IReadOnlyList<string> logins, IReadOnlyList<string> hashes, string anonymousHash, bool locksRows, CancellationToken cancellationToken)
    {
        var end = locksRows ? " FOR UPDATE" : "";
        var byLogin = SqlText.Parts(logins).Select(part => new SqlQuery<TokenRow>(
            sql => sql.Add($"SELECT {_columns} FROM {tables.Token} WHERE ").Among("login", part).Add(end), Row)).ToList();
        var byHash = SqlText.Parts(hashes).Select(part => new SqlQuery<(string Hash, TokenRow Row)>(
            sql => sql.Add($"SELECT {_columns}, password FROM {tables.Token} WHERE ").Among("password", part).Add(end),
            row => (row.GetString(8), Row(row)))).ToList();
        var salt = SaltQuery(anonymousHash);
        await session.ReadAsync(Attempt, [.. byLogin, .. byHash, salt], cancellationToken);
        return new TokenRows(
            [.. byLogin.SelectMany(query => query.Rows)],
            byHash.SelectMany(query => query.Rows)
                .DistinctBy(row => row.Hash, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(row => row.Hash, row => row.Row, StringComparer.OrdinalIgnoreCase),
            salt.Rows is [true]);
    }

    /// <summary>Reads rows. One may come twice where there are logins for several statements.</summary>
    /// <param name="logins">Logins as the user table has them, each once, one at least; null for all.</param>
    /// <param name="hash">The hash that the row has; null for any.</param>
    /// <param name="isWanted">Whether a row is kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<TokenRow>> ReadAsync(
        IReadOnlyList<string>? logins, string? hash, Func<TokenRow, bool> isWanted, CancellationToken cancellationToken) =>
        session.ReadAsync(
            Attempt,
            logins,
            (sql, part) => sql
                .Add($"SELECT {_columns} FROM {tables.Token} WHERE ").Among("password", hash is null ? null : [hash])
                .Add(" AND ").Among("login", part),
            reader => Row(reader) is var row && isWanted(row) ? row : null,
            cancellationToken);

    /// <summary>Whether the salt is right, as far as the anonymous user's row tells.</summary>
    /// <param name="anonymousHash">The hash of that row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> FitsAsync(string anonymousHash, CancellationToken cancellationToken)
    {
        var salt = SaltQuery(anonymousHash);
        await session.ReadAsync(Attempt, [salt], cancellationToken);
        return salt.Rows is [true];
    }

    // Where the anonymous user's row was deleted, nothing can be said against the salt.
    private SqlQuery<bool> SaltQuery(string anonymousHash) => new(
        sql => sql
            .Add($"SELECT EXISTS (SELECT 1 FROM {tables.Token} WHERE password = ").Text(anonymousHash)
            .Add($") OR NOT EXISTS (SELECT 1 FROM {tables.Token} WHERE login = 'anonymous' AND hash_algo = '{TokenHash.Algorithm}')"),
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
