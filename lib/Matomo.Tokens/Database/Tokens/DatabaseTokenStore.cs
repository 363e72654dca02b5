using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Database.Users;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Matomo's database as a store: any token of any user, without a password of theirs.</summary>
/// <remarks>
/// One run at a time works on an installation: a lock of the server is held from the reading to the end. All that a plan changes is one
/// transaction, before which, with a trial, its first new value is one of its own; that one is taken back when the trial or the other
/// transaction fails. In Matomo 4 and later no value enters a statement, only its hash does.
/// </remarks>
public sealed class DatabaseTokenStore : ITokenStore
{
    private readonly DatabaseOptions _options;
    private readonly ITokenTrial? _trial;
    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="trial">Shows Matomo the first new value before anything else is written, so that a wrong salt or database is found out;
    /// null to write without.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: Matomo's tables cannot have that prefix.</exception>
    public DatabaseTokenStore(DatabaseOptions options, ITokenTrial? trial = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _trial = trial;
        _ = options.Tables;
        _options = LocalSocket.Resolve(options);
    }

    /// <inheritdoc/>
    public string Name => "database";

    /// <inheritdoc/>
    string? ITokenStore.Url => null;

    /// <inheritdoc/>
    bool ITokenStore.HasClock => true;

    /// <inheritdoc/>
    /// <remarks>Three round trips after the login: the lock, the tables and the time; the users; the tokens. One more where spellings of
    /// several logins are in doubt.</remarks>
    async Task<ITokenSession> ITokenStore.OpenAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var connection = await DatabaseSession.OpenAsync(_options, cancellationToken);
        try
        {
            return await OpenAsync(connection, queries, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<ITokenSession> OpenAsync(
        DatabaseSession connection, IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        var start = await DatabaseStart.ReadAsync(connection, cancellationToken);
        var schema = start.Schema;

        // A row that somebody made there all the same may be revoked.
        if (start.IsForWordPress && queries.FirstOrDefault(query => query.Request.State == TokenState.Present) is { } present)
        {
            throw Unsupported(
                present,
                $"The database \"{_options.Name}\" with the prefix \"{_options.Prefix}\" is that of Matomo for WordPress, which takes "
                + "no token from outside: one that is made there is never accepted. Use an application password of the WordPress user "
                + "instead (Users, Profile, in WordPress; or wp user application-password create), over WordPress's REST API. "
                + "Nothing was changed.");
        }

        var users = await ResolveAsync(connection, schema, queries, cancellationToken);
        await Representability.CheckAsync(connection, schema.DescriptionCharacterSet, queries, cancellationToken);
        var (tokens, saltIsInDoubt) = schema.OneValuePerUser
            ? (await PlainTokens.ObserveAsync(connection, queries, users, cancellationToken), false)
            : await ObserveAsync(connection, start, queries, users, cancellationToken);
        var session = new DatabaseTokenSession(connection, schema, new StoreObservation
        {
            Now = start.Now,
            Abilities = schema.Abilities,
            MatomoVersion = start.MatomoVersion,
            Tokens = tokens,
            Warnings = [.. Warnings(start)],
        });
        return _trial is null ? session : new TriedTokenSession(session, _trial, saltIsInDoubt);
    }

    private static IEnumerable<string> Warnings(DatabaseStart start)
    {
        if (start.LockRefusal is { } refusal)
        {
            yield return $"The database server gives no lock ({refusal}). Two runs at the same time wait for each other's transaction "
                + "instead, and one of them may have to be run again.";
        }

        if (!start.Schema.IsTransactional)
            yield return "The table is of an engine without transactions: where one of several changes fails, the others stay.";
    }

    private async Task<List<UserRow>> ResolveAsync(
        DatabaseSession connection, MatomoSchema schema, IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        var spellings = queries.Select(query => query.Request.Login).ToList();
        var users = await new UserTable(connection, schema.OneValuePerUser)
            .ResolveAsync(spellings, mayBeGone: at => queries[at].Request.State == TokenState.Absent, cancellationToken);
        if (users.FindIndex(user => UserTable.IsAnonymous(user.Login)) is >= 0 and var at)
        {
            throw Unsupported(
                queries[at],
                $"\"{spellings[at]}\" means the anonymous user of the Matomo in database \"{_options.Name}\", whose token is Matomo's own. "
                + "Name another login. Nothing was changed.");
        }

        return users;
    }

    private static TokenException Unsupported(TokenQuery query, string message) =>
        new(TokenErrorCode.Unsupported, message) { RequestIndex = query.Index };

    // No trial can show that a value which is not found is gone.
    private static bool IsToBeFoundByItsHash(TokenQuery query) => query is { Request.State: TokenState.Absent, Candidates.Count: > 0 };

    private async Task<(List<TokenObservation> Tokens, bool SaltIsInDoubt)> ObserveAsync(
        DatabaseSession connection,
        DatabaseStart start,
        IReadOnlyList<TokenQuery> queries,
        List<UserRow> users,
        CancellationToken cancellationToken)
    {
        var salt = _options.Salt;
        var logins = users.Select(user => user.Login).Distinct(StringComparer.Ordinal).ToList();
        var hashes = queries
            .SelectMany(query => query.Candidates)
            .Select(candidate => TokenHash.Of(candidate.Value, salt))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var rows = await new TokenTable(connection, start.Schema)
            .ReadAsync(logins, hashes, locksRows: start.LockRefusal is not null, cancellationToken);
        var saltIsInDoubt = !rows.SaltFits && rows.ByHash.Count == 0;
        if (saltIsInDoubt && !(_options.SaltIsGiven && _trial is not null && !queries.Any(IsToBeFoundByItsHash)))
            throw WrongSalt.Of(_options);

        var loginOf = await new UserTable(connection, hasPlainValues: false)
            .MeaningsAsync(logins, rows.All.Select(row => row.Login), cancellationToken);
        var observer = new TokenObserver(rows, loginOf, salt, start.Now);
        return ([.. queries.Select((query, at) => observer.Observe(query, users[at].Login))], saltIsInDoubt);
    }
}
