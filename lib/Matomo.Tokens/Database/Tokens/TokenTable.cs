using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Observations;
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
        var rows = new TokenRows();
        var (login, hash) = (0, 0);
        do
        {
            var sql = new SqlText();
            var statements = new List<bool>();
            if (login < logins.Count)
            {
                sql.Add($"SELECT {_columns} FROM {tables.Token} WHERE login IN ");
                login = sql.Texts(logins, login);
                sql.Add(locksRows ? " FOR UPDATE;" : ";");
                statements.Add(false);
            }

            if (hash < hashes.Count && !sql.IsFull)
            {
                sql.Add($"SELECT {_columns}, password FROM {tables.Token} WHERE password IN ");
                hash = sql.Texts(hashes, hash);
                sql.Add(locksRows ? " FOR UPDATE;" : ";");
                statements.Add(true);
            }

            AskForSalt(sql, anonymousHash);
            await session.ReadAsync(Attempt, sql, reader => ReadAsync(reader, statements, rows, cancellationToken), cancellationToken);
        }
        while (login < logins.Count || hash < hashes.Count);
        return rows;
    }

    /// <summary>Reads rows, one after the other as they come. A row may come twice where there are logins for several statements.</summary>
    /// <param name="logins">Logins as the user table has them, each once, one at least; null for all.</param>
    /// <param name="hash">The hash that the row has; null for any.</param>
    /// <param name="take">Is given each row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ReadEachAsync(IReadOnlyList<string>? logins, string? hash, Action<TokenRow> take, CancellationToken cancellationToken)
    {
        var next = 0;
        do
        {
            var sql = new SqlText().Add($"SELECT {_columns} FROM {tables.Token} WHERE TRUE");
            if (hash is not null)
            {
                sql.Add(" AND password = ").Hash(hash);
            }

            if (logins is not null)
            {
                next = sql.Add(" AND login IN ").Texts(logins, next);
            }

            await session.ReadAsync(Attempt, sql, reader => Task.FromResult(Take(reader, take)), cancellationToken);
        }
        while (next < (logins?.Count ?? 0));
    }

    /// <summary>Whether the salt is right, as far as the anonymous user's row tells.</summary>
    /// <param name="anonymousHash">The hash of that row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<bool> FitsAsync(string anonymousHash, CancellationToken cancellationToken)
    {
        var sql = new SqlText();
        AskForSalt(sql, anonymousHash);
        return session.ReadAsync(Attempt, sql, async reader => await reader.ReadAsync(cancellationToken) && reader.GetInt32(0) != 0, cancellationToken);
    }

    private int Take(MySqlDataReader reader, Action<TokenRow> take)
    {
        var count = 0;
        for (; reader.Read(); count++)
        {
            take(Row(reader));
        }

        return count;
    }

    // Where the anonymous user's row was deleted, nothing can be said against the salt.
    private void AskForSalt(SqlText sql, string anonymousHash) => sql
        .Add($"SELECT EXISTS (SELECT 1 FROM {tables.Token} WHERE password = ").Text(anonymousHash)
        .Add($") OR NOT EXISTS (SELECT 1 FROM {tables.Token} WHERE login = 'anonymous' AND hash_algo = '{TokenHash.Algorithm}')");

    private async Task<bool> ReadAsync(MySqlDataReader reader, List<bool> byHash, TokenRows rows, CancellationToken cancellationToken)
    {
        foreach (var withHash in byHash)
        {
            // Without await: the rows of a large result come by the thousand, and each await costs more than its row.
            while (reader.Read())
            {
                var row = Row(reader);
                if (withHash)
                {
                    rows.ByHash[reader.GetString(8)] = row;
                }
                else
                {
                    rows.ByLogin.Add(row);
                }
            }

            await reader.NextResultAsync(cancellationToken);
        }

        await reader.ReadAsync(cancellationToken);
        return rows.SaltFits = reader.GetInt32(0) != 0;
    }

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
