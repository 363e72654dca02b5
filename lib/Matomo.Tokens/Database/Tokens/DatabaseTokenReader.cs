using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Database.Users;
using Matomo.Tokens.Inventory;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Lists the tokens of Matomo's database, and does nothing else there: it takes no lock, and an account that may only SELECT is
/// enough.</summary>
/// <remarks>
/// Neither values nor hashes are read. In Matomo 4 and later a value that is looked for enters no statement, only its hash does;
/// <see cref="DatabaseOptions.Salt"/> counts for nothing else, and may be empty where no value is looked for.
/// </remarks>
public sealed class DatabaseTokenReader
{
    private readonly DatabaseOptions _options;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: Matomo's tables cannot have that prefix.</exception>
    public DatabaseTokenReader(DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = options.Tables;
        _options = LocalSocket.Resolve(options) with { ReadsOnly = true };
    }

    /// <summary>Reads, in one transaction, so that all of it is of one moment.</summary>
    /// <param name="filter">What is listed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TokenException">
    /// <see cref="TokenErrorCode.UserNotFound"/>: a login of the filter is nobody's. <see cref="TokenErrorCode.Unsupported"/>: Matomo 3
    /// cannot answer it. Another code: the server is not there, refuses the account, or its tables are not Matomo's.
    /// </exception>
    public async Task<TokenInventory> ReadAsync(TokenFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var session = await DatabaseSession.OpenAsync(_options, cancellationToken);
        var start = await DatabaseStart.ReadAsync(session, cancellationToken);
        var users = new UserTable(session, hasPlainValues: false);
        var logins = await ResolveAsync(users, filter.Logins, cancellationToken);
        var (superUsers, _) = await UnlessDeniedAsync(session, users.SuperUsersAsync(cancellationToken));
        var warnings = new List<string>();
        var tokens = start.Schema.OneValuePerUser
            ? await ReadPlainAsync(users, filter, logins, cancellationToken)
            : await ReadAsync(session, start, users, filter, logins, warnings, cancellationToken);
        return new TokenInventory
        {
            MatomoVersion = start.MatomoVersion,
            Tokens = [.. tokens.OrderBy(token => token.Login, StringComparer.Ordinal).ThenBy(token => token.Token.Id)],
            SuperUsers = superUsers?.Where(login => logins?.Contains(login, StringComparer.Ordinal) != false).ToList(),
            Warnings = warnings,
        };
    }

    /// <returns>What was read; or why the account may not read it.</returns>
    private static async Task<(List<string>? Logins, string? Refusal)> UnlessDeniedAsync(
        DatabaseSession session, Task<List<string>> reading)
    {
        try
        {
            return (await reading, null);
        }
        catch (TokenException exception) when (exception.Code == TokenErrorCode.DatabaseAccessDenied && session.IsAlive)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<List<string>?> ResolveAsync(
        UserTable users, IReadOnlyList<string>? spellings, CancellationToken cancellationToken)
    {
        if (spellings is null)
            return null;

        var meant = await users.ResolveAsync(spellings, mayBeGone: _ => false, cancellationToken);
        return [.. meant.Select(user => user.Login).Distinct(StringComparer.Ordinal)];
    }

    // Matomo 3: the one token that each user has. No value is read for it.
    private static async Task<IEnumerable<ListedToken>> ReadPlainAsync(
        UserTable users, TokenFilter filter, List<string>? logins, CancellationToken cancellationToken)
    {
        filter.RequireNothingButUserAndValue();
        var owners = filter.Value is { } value
            ? await users.OwnersAsync(value, cancellationToken)
            : logins ?? await users.AllAsync(cancellationToken);
        var wanted = logins?.ToHashSet(StringComparer.Ordinal);
        return
            from login in owners
            where wanted?.Contains(login) != false
            let token = new ObservedToken { ExpiryKnown = true, IsSystem = UserTable.IsAnonymous(login) }
            where filter.Selects(token.IsSystem)
            select new ListedToken(login, token, IsExpired: false, IsLastUseReliable: null);
    }

    private static async Task<IEnumerable<ListedToken>> ReadAsync(
        DatabaseSession session,
        DatabaseStart start,
        UserTable users,
        TokenFilter filter,
        List<string>? logins,
        List<string> warnings,
        CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(session, start, filter, logins, cancellationToken);
        var known = logins ?? await users.AllAsync(cancellationToken);
        var loginOf = await users.MeaningsAsync(known, rows.Select(row => row.Login), cancellationToken);
        var wanted = logins?.ToHashSet(StringComparer.Ordinal);
        var listed = rows
            .DistinctBy(row => row.Token.Id)
            .Where(row => wanted is null || (loginOf(row.Login) is { } login && wanted.Contains(login)))
            .Select(row => Listed(row, loginOf(row.Login) ?? row.Login, start.Now))
            .Where(token => filter.Selects(token.Token.IsSystem))
            .ToList();
        if (listed.Count == 0)
            return listed;

        var (tracking, refusal) = await UnlessDeniedAsync(session, users.TrackingAsync(logins, cancellationToken));
        if (tracking is null)
        {
            warnings.Add($"It is not known whose last use can be relied on. {refusal}");
            return listed;
        }

        var trackerOf = await users.MeaningsAsync(known, tracking, cancellationToken);
        var unnoted = tracking.Select(login => trackerOf(login) ?? login).ToHashSet(StringComparer.Ordinal);
        return listed.Select(token => token with { IsLastUseReliable = token.IsLastUseReliable ?? !unnoted.Contains(token.Login) });
    }

    private static async Task<List<TokenRow>> RowsAsync(
        DatabaseSession session, DatabaseStart start, TokenFilter filter, List<string>? logins, CancellationToken cancellationToken)
    {
        if (logins is { Count: 0 })
            return [];

        var hash = filter.Value is { } value ? TokenHash.Of(value, session.Options.Salt) : null;
        var table = new TokenTable(session, start.Schema);
        var rows = await table.ReadAsync(logins, hash, row => filter.Selects(row.Token, start.Now), cancellationToken);
        return hash is null || rows.Count > 0 || await table.SaltFitsAsync(cancellationToken) ? rows : throw WrongSalt.Of(session.Options);
    }

    private static ListedToken Listed(TokenRow row, string login, DateTimeOffset now)
    {
        var isAnonymous = UserTable.IsAnonymous(login);
        var token = row.Token with
        {
            Description = HtmlEntities.DecodeOnce(row.Token.Description!),
            IsSystem = row.Token.IsSystem || isAnonymous,
        };
        return new ListedToken(login, token, !token.IsLive(now), isAnonymous ? false : null);
    }
}
