using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Users;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Stores;
using MySqlConnector;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Reads the one plain value that each user has in Matomo 3.</summary>
internal static class PlainTokens
{
    public static async Task<List<TokenObservation>> ObserveAsync(
        DatabaseSession session, MatomoTables tables, IReadOnlyList<TokenQuery> queries, List<UserRow> users, CancellationToken cancellationToken)
    {
        var others = queries
            .Zip(users, (query, user) => query.Candidates.Select(candidate => candidate.Value).Where(value => !value.Equals(user.PlainValue)))
            .SelectMany(values => values).Select(value => value.Reveal()).Distinct(StringComparer.Ordinal).ToList();
        var taken = await ReadAsync(session, tables, others, cancellationToken);
        return [.. queries.Zip(users, (query, user) => Observe(query, user, taken))];
    }

    private static TokenObservation Observe(TokenQuery query, UserRow user, HashSet<string> taken) => new()
    {
        Login = user.Login,
        PlainValue = user.PlainValue,
        Values = [.. query.Candidates.Select(candidate => new ObservedValue(candidate, Status(candidate.Value, user, taken), new ObservedToken { ExpiryKnown = true }))],
    };

    private static ValueStatus Status(TokenValue value, UserRow user, HashSet<string> taken) =>
        value.Equals(user.PlainValue) ? ValueStatus.Live
        : taken.Contains(value.Reveal()) ? ValueStatus.OtherUser
        : ValueStatus.Unknown;

    private static async Task<HashSet<string>> ReadAsync(DatabaseSession session, MatomoTables tables, List<string> values, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var next = 0; next < values.Count;)
        {
            var sql = new SqlText().Add($"SELECT token_auth FROM {tables.User} WHERE token_auth IN ");
            next = sql.Texts(values, next);
            await session.ReadAsync("read whose the values are", sql, AddAsync, cancellationToken);
        }

        return taken;

        async Task<int> AddAsync(MySqlDataReader reader)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                taken.Add(reader.GetString(0));
            }

            return taken.Count;
        }
    }
}
