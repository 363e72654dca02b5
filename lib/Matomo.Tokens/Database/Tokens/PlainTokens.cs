using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Users;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Reads the one plain value that each user has in Matomo 3.</summary>
internal static class PlainTokens
{
    public static async Task<List<TokenObservation>> ObserveAsync(
        DatabaseSession session, IReadOnlyList<TokenQuery> queries, List<UserRow> users, CancellationToken cancellationToken)
    {
        var others = queries
            .Zip(users, (query, user) => query.Candidates.Where(candidate => !candidate.Value.Equals(user.PlainValue)))
            .SelectMany(candidates => candidates)
            .Select(candidate => candidate.Value.Reveal())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var rows = await session.ReadAsync(
            "read whose the values are",
            others,
            (sql, part) => sql.Add($"SELECT token_auth FROM `{session.Tables.User}` WHERE ").Among("token_auth", part),
            row => row.GetString(0),
            cancellationToken);
        var taken = rows.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. queries.Zip(users, (query, user) => Observe(query, user, taken))];
    }

    private static TokenObservation Observe(TokenQuery query, UserRow user, HashSet<string> taken) => new()
    {
        Login = user.Login,
        PlainValue = user.PlainValue,
        Values = [.. query.Candidates.Select(candidate => Observe(candidate, user, taken))],
    };

    private static ObservedValue Observe(ValueCandidate candidate, UserRow user, HashSet<string> taken) =>
        new(candidate, Status(candidate.Value, user, taken), new ObservedToken { ExpiryKnown = true });

    private static ValueStatus Status(TokenValue value, UserRow user, HashSet<string> taken) =>
        value.Equals(user.PlainValue) ? ValueStatus.Live
        : taken.Contains(value.Reveal()) ? ValueStatus.OtherUser
        : ValueStatus.Unknown;
}
