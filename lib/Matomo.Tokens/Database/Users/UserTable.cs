using Matomo.Tokens.Database.Connection;
using MySqlConnector;

namespace Matomo.Tokens.Database.Users;

/// <summary>A user of Matomo's: the login as Matomo stores it and, in Matomo 3, the one value, when it has a token's form.</summary>
internal sealed record UserRow(string Login, string Email, TokenValue? PlainValue);

/// <summary>Reads Matomo's users, and which of them a spelling means, by login or e-mail address. The server's collation decides that, and
/// never this program.</summary>
internal sealed class UserTable(DatabaseSession session, bool hasPlainValues)
{
    private const string Attempt = "read the users";
    private static readonly StringComparer Insensitive = StringComparer.OrdinalIgnoreCase;

    private string Select => $"SELECT login, email, {(hasPlainValues ? "token_auth" : "NULL")} FROM `{session.Tables.User}` WHERE ";

    /// <summary>Whether a login is that of the user that Matomo takes everybody for who does not log in. Its token is Matomo's own, and no
    /// secret.</summary>
    public static bool IsAnonymous(string login) => login.Equals("anonymous", StringComparison.OrdinalIgnoreCase);

    /// <summary>The one user that each spelling means. There is one spelling for each request.</summary>
    /// <param name="spellings">As the requests spell them.</param>
    /// <param name="mayBeGone">Whether the user of a request need not exist: a spelling that means nobody is then a login.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.UserNotFound"/>, or <see cref="TokenErrorCode.InvalidArguments"/>: one
    /// means several.</exception>
    public async Task<List<UserRow>> ResolveAsync(
        IReadOnlyList<string> spellings, Predicate<int> mayBeGone, CancellationToken cancellationToken)
    {
        var found = await FindAsync([.. spellings.Distinct(StringComparer.Ordinal)], cancellationToken);
        return [.. spellings.Select((spelling, at) => found[spelling] is [] && mayBeGone(at)
            ? new UserRow(spelling, "", PlainValue: null)
            : One(spelling, found[spelling], at))];
    }

    /// <summary>The user's login for each spelling of it in other tables; null when there is no such user.</summary>
    /// <remarks>Rows with another spelling of the login are resolved through the user table, whose collation may be another one.</remarks>
    public async Task<Func<string, string?>> MeaningsAsync(
        IReadOnlyCollection<string> logins, IEnumerable<string> spellings, CancellationToken cancellationToken)
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

    /// <summary>Those of the logins, or of all, that have write or admin access to any site, as the rows spell them: the tracker authorises
    /// their tokens from a cache, and notes no use (<c>plugins/UsersManager/UsersManager.php</c>, <c>recordAdminUsersInCache</c>;
    /// <c>core/Tracker/Request.php</c>, <c>authenticateSuperUserOrAdminOrWrite</c>). No super user is among them, since making one deletes
    /// the user's rows.</summary>
    public Task<List<string>> TrackingAsync(IReadOnlyList<string>? logins, CancellationToken cancellationToken) => session.ReadAsync(
        "read who may track",
        logins,
        (sql, part) => sql
            .Add($"SELECT DISTINCT login FROM `{session.Tables.Access}` WHERE access IN ('write', 'admin') AND ").Among("login", part),
        row => row.GetString(0),
        cancellationToken);

    // The users that have each spelling as login or e-mail address: none, one, or several.
    private async Task<Dictionary<string, List<UserRow>>> FindAsync(
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

    private UserRow One(string spelling, IReadOnlyList<UserRow> found, int at) => found switch
    {
        [var user] => user,
        [] => throw Refusal(
            TokenErrorCode.UserNotFound,
            $"No user of this Matomo (database \"{session.Options.Name}\", table {session.Tables.User}) has the login or e-mail address "
            + $"\"{spelling}\". Check the spelling, or create the user first.",
            at),
        _ => throw Refusal(
            TokenErrorCode.InvalidArguments,
            $"\"{spelling}\" means more than one user: "
            + string.Join(", ", found.Select(user => $"\"{user.Login}\" (e-mail address {user.Email})"))
            + ". Give the login of the one that is meant, spelt as it is there.",
            at),
    };

    private TokenException Refusal(TokenErrorCode code, string message, int at) =>
        new(code, message + session.Options.AfterRefusal) { RequestIndex = session.Options.ReadsOnly ? null : at };

    private Task<List<string>> LoginsAsync(Action<SqlText> condition, CancellationToken cancellationToken) => session.ReadAsync(
        Attempt,
        sql => condition(sql.Add($"SELECT login FROM `{session.Tables.User}` WHERE ")),
        row => row.GetString(0),
        cancellationToken);

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
