using System.Globalization;
using Matomo.Tokens.Database.Connection;
using MySqlConnector;

namespace Matomo.Tokens.Database.Users;

/// <summary>Which users a spelling means, by login or e-mail address. The server's collation decides that, and never this program.</summary>
internal sealed class UserTable(DatabaseSession session, MatomoTables tables, bool hasPlainValues)
{
    private const string Attempt = "read the users";

    private string Columns => hasPlainValues ? "login, email, token_auth" : "login, email, NULL";

    /// <summary>Finds the users that have each spelling as login or e-mail address: none, one, or several.</summary>
    /// <param name="spellings">The spellings, each once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<UserRow>>> FindAsync(IReadOnlyList<string> spellings, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<UserRow>>(StringComparer.Ordinal);
        var rows = await SelectAsync(spellings, cancellationToken);
        if (spellings.Count == 1)
        {
            found[spellings[0]] = rows;
            return found;
        }

        var index = Index(rows);
        var open = new List<string>();
        foreach (var spelling in spellings)
        {
            if (index.TryGetValue(spelling, out var hits) && hits is [var only] && (only.Login == spelling || only.Email == spelling))
            {
                found[spelling] = hits;
            }
            else
            {
                open.Add(spelling);
            }
        }

        await AskEachAsync(open, orEmail: true, found, cancellationToken);
        return found;
    }

    /// <summary>Finds the login that each spelling in a token's row means.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<UserRow>>> FindLoginsAsync(IReadOnlyList<string> spellings, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<UserRow>>(StringComparer.Ordinal);
        await AskEachAsync(spellings, orEmail: false, found, cancellationToken);
        return found;
    }

    /// <summary>The user's login for each spelling of it in other tables; null when there is no such user.</summary>
    /// <remarks>A row that spells a login otherwise is asked about: the user table, whose collation may be another one, says whose it is.</remarks>
    /// <param name="logins">Logins of users, as the table has them.</param>
    /// <param name="spellings">Those of rows in other tables.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Func<string, string?>> MeaningsAsync(IReadOnlyCollection<string> logins, IEnumerable<string> spellings, CancellationToken cancellationToken)
    {
        var known = logins.ToHashSet(StringComparer.Ordinal);
        var meanings = await FindLoginsAsync([.. spellings.Where(login => !known.Contains(login)).Distinct(StringComparer.Ordinal)], cancellationToken);
        return spelling => known.Contains(spelling) ? spelling : meanings[spelling] is [var user] ? user.Login : null;
    }

    /// <summary>Every login.</summary>
    public Task<IReadOnlyList<string>> AllAsync(CancellationToken cancellationToken) =>
        LoginsAsync(new SqlText().Add($"SELECT login FROM {tables.User}"), cancellationToken);

    /// <summary>The logins of the super users.</summary>
    public Task<IReadOnlyList<string>> SuperUsersAsync(CancellationToken cancellationToken) =>
        LoginsAsync(new SqlText().Add($"SELECT login FROM {tables.User} WHERE superuser_access = 1 ORDER BY login"), cancellationToken);

    /// <summary>Matomo 3: whose value this is.</summary>
    public Task<IReadOnlyList<string>> OwnersAsync(TokenValue value, CancellationToken cancellationToken) =>
        LoginsAsync(new SqlText().Add($"SELECT login FROM {tables.User} WHERE token_auth = ").Text(value.Reveal()), cancellationToken);

    private Task<IReadOnlyList<string>> LoginsAsync(SqlText sql, CancellationToken cancellationToken) => session.ReadAsync(Attempt, sql, Logins, cancellationToken);

    private static Task<IReadOnlyList<string>> Logins(MySqlDataReader reader)
    {
        var logins = new List<string>();
        while (reader.Read())
        {
            logins.Add(reader.GetString(0));
        }

        return Task.FromResult<IReadOnlyList<string>>(logins);
    }

    private static Dictionary<string, List<UserRow>> Index(IEnumerable<UserRow> rows)
    {
        var index = new Dictionary<string, List<UserRow>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            Add(row.Login, row);
            if (!row.Email.Equals(row.Login, StringComparison.OrdinalIgnoreCase))
            {
                Add(row.Email, row);
            }
        }

        return index;

        void Add(string spelling, UserRow row)
        {
            if (!index.TryGetValue(spelling, out var rows))
            {
                index[spelling] = rows = [];
            }

            rows.Add(row);
        }
    }

    private async Task<List<UserRow>> SelectAsync(IReadOnlyList<string> spellings, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, UserRow>(StringComparer.Ordinal);
        for (var next = 0; next < spellings.Count;)
        {
            var sql = new SqlText().Add($"SELECT {Columns} FROM {tables.User} WHERE login IN ");
            var end = sql.Texts(spellings, next);
            sql.Add(" OR email IN ").Texts(spellings.Skip(next).Take(end - next));
            next = end;
            foreach (var row in await session.ReadAsync(Attempt, sql, reader => Read(reader, 0), cancellationToken))
            {
                rows[row.Row.Login] = row.Row;
            }
        }

        return [.. rows.Values];
    }

    private async Task AskEachAsync(
        IReadOnlyList<string> spellings, bool orEmail, Dictionary<string, IReadOnlyList<UserRow>> found, CancellationToken cancellationToken)
    {
        const int InOneQuery = 200;
        for (var next = 0; next < spellings.Count; next += InOneQuery)
        {
            var sql = new SqlText();
            for (var at = next; at < Math.Min(next + InOneQuery, spellings.Count); at++)
            {
                found[spellings[at]] = [];
                sql.Add(at == next ? "" : " UNION ALL ")
                    .Add(string.Create(CultureInfo.InvariantCulture, $"SELECT {Columns}, {at} FROM {tables.User} WHERE login = ")).Text(spellings[at]);
                if (orEmail)
                {
                    sql.Add(" OR email = ").Text(spellings[at]);
                }
            }

            foreach (var (row, at) in await session.ReadAsync(Attempt, sql, reader => Read(reader, 3), cancellationToken))
            {
                found[spellings[at]] = [.. found[spellings[at]], row];
            }
        }
    }

    private static Task<List<(UserRow Row, int Number)>> Read(MySqlDataReader reader, int numberAt)
    {
        var rows = new List<(UserRow, int)>();
        while (reader.Read())
        {
            _ = TokenValue.TryParse(reader.IsDBNull(2) ? null : reader.GetString(2), out var value);
            rows.Add((new UserRow(reader.GetString(0), reader.GetString(1), value), numberAt == 0 ? 0 : reader.GetInt32(numberAt)));
        }

        return Task.FromResult(rows);
    }
}
