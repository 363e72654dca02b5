using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Errors;
using MySqlConnector;

namespace Matomo.Tokens.Database.Users;

/// <summary>Reads who may do what on which site.</summary>
internal sealed class AccessTable(DatabaseSession session, MatomoTables tables)
{
    /// <summary>
    /// The logins, as the rows spell them, that have write or admin access to any site: the tracker authorises their tokens from a cache, and notes no use
    /// (<c>plugins/UsersManager/UsersManager.php</c>, <c>recordAdminUsersInCache</c>; <c>core/Tracker/Request.php</c>, <c>authenticateSuperUserOrAdminOrWrite</c>).
    /// A super user's are not in it, since making one deletes the user's rows.
    /// </summary>
    /// <param name="logins">Logins, each once; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TokenException">The server refused.</exception>
    public async Task<IReadOnlyCollection<string>> ReadTrackingAsync(IReadOnlyList<string>? logins, CancellationToken cancellationToken)
    {
        const string Attempt = "read who may track";
        var found = new HashSet<string>(StringComparer.Ordinal);
        var next = 0;
        do
        {
            var sql = new SqlText().Add($"SELECT DISTINCT login FROM {tables.Access} WHERE access IN ('write', 'admin')");
            if (logins is not null)
            {
                next = sql.Add(" AND login IN ").Texts(logins, next);
            }

            await session.ReadAsync(Attempt, sql, reader => Read(reader, found), cancellationToken);
        }
        while (next < (logins?.Count ?? 0));
        return found;
    }

    private static Task<int> Read(MySqlDataReader reader, HashSet<string> found)
    {
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return Task.FromResult(found.Count);
    }
}
