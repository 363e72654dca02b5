using Matomo.Tokens.Database.Connection;
using MySqlConnector;

namespace Matomo.Tokens.Database.Users;

/// <summary>Which users a spelling means, by login or e-mail address. The server's collation decides that, and never this program.</summary>
internal sealed class UserTable(DatabaseSession session, MatomoTables tables, bool hasPlainValues)
{
    private const string Attempt = "read the users";
    private static readonly StringComparer Insensitive = StringComparer.OrdinalIgnoreCase;

    private string Select => $"SELECT login, email, {(hasPlainValues ? "token_auth" : "NULL")} FROM {tables.User} WHERE ";

    /// <summary>Finds the users that have each spelling as login or e-mail address: none, one, or several.</summary>
    /// <param name="spellings">The spellings, each once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyDictionary<string, List<UserRow>>> FindAsync(
        IReadOnlyList<string> spellings, CancellationToken cancellationToken)
    {
        var rows = await session.ReadAsync(
            Attempt,
            spellings,
            (sql, part) => sql.Add(Select).Among("login", part).Add(" OR ").Among("email", part),
            Row,
            cancellationToken);
        var users = rows.DistinctBy(row => row.Login, StringComparer.Ordinal).ToList();
        if (spellings is [var only])
            return new Dictionary<string, List<UserRow>>(StringComparer.Ordinal) { [only] = users };

        var index = users
            .SelectMany(user => new[] { user.Login, user.Email }.Distinct(Insensitive), (user, spelling) => (spelling, user))
            .ToLookup(entry => entry.spelling, entry => entry.user, Insensitive);
        var found = new Dictionary<string, List<UserRow>>(StringComparer.Ordinal);
        foreach (var spelling in spellings)
        {
            if (index[spelling].ToList() is [var user] hits && (user.Login == spelling || user.Email == spelling))
                found[spelling] = hits;
        }

        var open = spellings.Where(spelling => !found.ContainsKey(spelling));
        foreach (var (spelling, hits) in await FindEachAsync(open, orEmail: true, cancellationToken))
            found[spelling] = hits;

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
        var others = spellings.Where(login => !known.Contains(login)).Distinct(StringComparer.Ordinal);
        var meanings = await FindEachAsync(others, orEmail: false, cancellationToken);
        return spelling => known.Contains(spelling) ? spelling : meanings[spelling] is [var user] ? user.Login : null;
    }

    /// <summary>Every login.</summary>
    public Task<List<string>> AllAsync(CancellationToken cancellationToken) => LoginsAsync(sql => sql.Add("TRUE"), cancellationToken);

    /// <summary>The logins of the super users.</summary>
    public Task<List<string>> SuperUsersAsync(CancellationToken cancellationToken) =>
        LoginsAsync(sql => sql.Add("superuser_access = 1 ORDER BY login"), cancellationToken);

    /// <summary>Matomo 3: whose value this is.</summary>
    public Task<List<string>> OwnersAsync(TokenValue value, CancellationToken cancellationToken) =>
        LoginsAsync(sql => sql.Add("token_auth = ").Text(value.Reveal()), cancellationToken);

    private Task<List<string>> LoginsAsync(Action<SqlText> condition, CancellationToken cancellationToken) =>
        session.ReadAsync(
            Attempt, sql => condition(sql.Add($"SELECT login FROM {tables.User} WHERE ")), row => row.GetString(0), cancellationToken);

    // One statement for each: only the server can tell which of its rows is meant by which spelling.
    private async Task<Dictionary<string, List<UserRow>>> FindEachAsync(
        IEnumerable<string> spellings, bool orEmail, CancellationToken cancellationToken)
    {
        var queries = spellings.ToDictionary(
            spelling => spelling, spelling => new SqlQuery<UserRow>(sql => Ask(sql, spelling, orEmail), Row), StringComparer.Ordinal);
        await session.ReadAsync(Attempt, queries.Values, cancellationToken);
        return queries.ToDictionary(query => query.Key, query => query.Value.Rows, StringComparer.Ordinal);
    }

    private void Ask(SqlText sql, string spelling, bool orEmail)
    {
        sql.Add(Select).Add("login = ").Text(spelling);
        if (orEmail)
            sql.Add(" OR email = ").Text(spelling);
    }

    private static UserRow Row(MySqlDataReader row)
    {
        _ = TokenValue.TryParse(row.IsDBNull(2) ? null : row.GetString(2), out var value);
        return new UserRow(row.GetString(0), row.GetString(1), value);
    }
}
