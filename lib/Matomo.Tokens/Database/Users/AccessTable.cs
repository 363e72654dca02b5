using Matomo.Tokens.Database.Connection;

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
    public Task<List<string>> ReadTrackingAsync(IReadOnlyList<string>? logins, CancellationToken cancellationToken) => session.ReadAsync(
        "read who may track",
        logins,
        (sql, part) => sql.Add($"SELECT DISTINCT login FROM {tables.Access} WHERE access IN ('write', 'admin') AND ").Among("login", part),
        row => row.GetString(0),
        cancellationToken);
}
