using Matomo.Tokens.Database.Users;
using Matomo.Tokens.Inventory;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Lists the one token that each user has in Matomo 3. No value is read for it.</summary>
internal static class PlainTokenList
{
    /// <param name="users">The user table.</param>
    /// <param name="filter">What is listed.</param>
    /// <param name="logins">The logins that the filter means; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<List<ListedToken>> ReadAsync(UserTable users, TokenFilter filter, IReadOnlyList<string>? logins, CancellationToken cancellationToken)
    {
        filter.RequireNothingButUserAndValue();
        var owners = filter.Value is { } value ? await users.OwnersAsync(value, cancellationToken) : logins ?? await users.AllAsync(cancellationToken);
        var wanted = logins?.ToHashSet(StringComparer.Ordinal);
        return [.. owners.Where(login => wanted?.Contains(login) != false).Select(Listed).Where(token => filter.Selects(token.Token.IsSystem))];
    }

    private static ListedToken Listed(string login) =>
        new(login, new ObservedToken { ExpiryKnown = true, IsSystem = AnonymousUser.Is(login) }, IsExpired: false, IsLastUseReliable: null);
}
