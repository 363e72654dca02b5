using System.Runtime.CompilerServices;
using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Database.Users;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Matomo's database as a store: any token of any user, without a password of theirs.</summary>
/// <remarks>
/// One run at a time works on an installation: a lock of the server is held from the reading to the end. All that a plan changes is one transaction,
/// before which, with a trial, its first new value is one of its own; that one is taken back when the trial or the other transaction fails.
/// In Matomo 4 and later no value enters a statement, only its hash does.
/// </remarks>
public sealed class DatabaseTokenStore : ITokenStore, IAsyncDisposable
{
    private readonly DatabaseOptions _options;
    private readonly ITokenTrial? _trial;
    private readonly MatomoTables _tables;
    private readonly List<string> _warnings = [];
    private DatabaseSession? _session;
    private MatomoSchema? _schema;
    private bool _saltIsInDoubt;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="trial">Shows Matomo the first new value before anything else is written, so that a wrong salt or database is found out; null to write without.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: the prefix cannot be one of Matomo's.</exception>
    public DatabaseTokenStore(DatabaseOptions options, ITokenTrial? trial = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _trial = trial;
        _options = LocalSocket.Resolve(options);
        _tables = new MatomoTables(options.Prefix);
    }

    /// <inheritdoc/>
    public string Name => "database";

    /// <inheritdoc/>
    public string? Url => null;

    /// <inheritdoc/>
    public bool IsTransactional => true;

    /// <inheritdoc/>
    /// <remarks>Three round trips after the login: the lock, the tables and the time; the users; the tokens. One more where spellings of several logins are in doubt.</remarks>
    public async Task<StoreObservation> ReadAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var start = await StartAsync(cancellationToken);
        _schema = start.Schema;
        if (start.IsForWordPress)
        {
            RefuseWordPress(queries);
        }

        var users = await ResolveAsync(queries, cancellationToken);
        await Representability.CheckAsync(_session!, _schema, queries, cancellationToken);
        return new StoreObservation
        {
            Now = start.Now,
            Abilities = _schema.Abilities,
            MatomoVersion = start.MatomoVersion,
            Tokens = _schema.OneValuePerUser
                ? await PlainTokens.ObserveAsync(_session!, _tables, queries, users, cancellationToken)
                : await ObserveAsync(queries, users, start.Now, start.LockRefusal is not null, cancellationToken),
            Warnings = _warnings,
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AppliedStep> ApplyAsync(TokenPlan plan, IValueKeeper keeper, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(keeper);
        foreach (var applied in await RunAsync(plan, keeper, cancellationToken))
        {
            yield return applied;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<AppliedStep>> RunAsync(TokenPlan plan, IValueKeeper keeper, CancellationToken cancellationToken)
    {
        if (plan.Steps.All(step => step is { Changes.Count: 0, File: not FileAction.PublishPending }))
        {
            return [];
        }

        return _trial is null
            ? await new TokenTransaction(_session!, _tables, _schema!, _options, keeper).RunAsync(TransactionPart.Of(plan), cancellationToken)
            : await new TriedTransaction(_session!, _tables, _schema!, _options, keeper, _trial, _saltIsInDoubt).RunAsync(plan, cancellationToken);
    }

    private async Task<DatabaseStart> StartAsync(CancellationToken cancellationToken)
    {
        _session = await DatabaseSession.OpenAsync(_options, cancellationToken);
        var start = await DatabaseStart.ReadAsync(_session, _tables, _options, cancellationToken);
        if (start.LockRefusal is { } refusal)
        {
            _warnings.Add($"The database server gives no lock ({refusal}). Two runs at the same time wait for each other's transaction instead, and one of them may have to be run again.");
        }

        if (!start.Schema.IsTransactional)
        {
            _warnings.Add("The table is of an engine without transactions: where one of several changes fails, the others stay.");
        }

        return start;
    }

    // A row that somebody made there all the same may be revoked.
    private void RefuseWordPress(IReadOnlyList<TokenQuery> queries)
    {
        if (queries.Index().FirstOrDefault(query => query.Item.Request.State == TokenState.Present) is { Item: not null } present)
        {
            throw new TokenException(
                TokenErrorCode.Unsupported,
                $"The database \"{_options.Name}\" with the prefix \"{_options.Prefix}\" is that of Matomo for WordPress, which takes no token from outside: one that is made there is never accepted. "
                + "Use an application password of the WordPress user instead (Users, Profile, in WordPress; or wp user application-password create), over WordPress's REST API. Nothing was changed.").ForRequest(present.Index);
        }
    }

    private async Task<List<UserRow>> ResolveAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        var spellings = queries.Select(query => query.Request.Login).Distinct(StringComparer.Ordinal).ToList();
        var found = await new UserTable(_session!, _tables, _schema!.OneValuePerUser).FindAsync(spellings, cancellationToken);
        var users = new List<UserRow>(queries.Count);
        for (var at = 0; at < queries.Count; at++)
        {
            try
            {
                users.Add(User(queries[at].Request.Login, found[queries[at].Request.Login]));
            }
            catch (TokenException exception)
            {
                throw exception.ForRequest(at);
            }
        }

        return users;
    }

    private UserRow User(string spelling, IReadOnlyList<UserRow> found) => OneUser.Of(spelling, found, _tables, _options) switch
    {
        { Login: var login } when AnonymousUser.Is(login) => throw new TokenException(
            TokenErrorCode.Unsupported, $"\"{spelling}\" means the anonymous user of the Matomo in database \"{_options.Name}\", whose token is Matomo's own. Name another login. Nothing was changed."),
        var user => user,
    };

    // No trial can show that a value which is not found is gone.
    private static bool IsToBeFoundByItsHash(TokenQuery query) => query is { Request.State: TokenState.Absent, Candidates.Count: > 0 };

    private async Task<List<TokenObservation>> ObserveAsync(
        IReadOnlyList<TokenQuery> queries, List<UserRow> users, DateTimeOffset now, bool locksRows, CancellationToken cancellationToken)
    {
        var logins = users.Select(user => user.Login).Distinct(StringComparer.Ordinal).ToList();
        var hashes = queries.SelectMany(query => query.Candidates).Select(candidate => TokenHash.Of(candidate.Value, _options.Salt)).Distinct(StringComparer.Ordinal).ToList();
        var rows = await new TokenTable(_session!, _tables, _schema!).ReadAsync(logins, hashes, TokenHash.OfAnonymous(_options.Salt), locksRows, cancellationToken);
        _saltIsInDoubt = !rows.SaltFits && rows.ByHash.Count == 0;
        if (_saltIsInDoubt && !(_options.SaltIsGiven && _trial is not null && !queries.Any(IsToBeFoundByItsHash)))
        {
            throw WrongSalt.Of(_tables, _options);
        }

        var meanings = await new UserTable(_session!, _tables, hasPlainValues: false).MeaningsAsync(logins, rows.All.Select(row => row.Login), cancellationToken);
        var observer = new TokenObserver(rows, meanings, _options.Salt, now);
        return [.. queries.Select((query, at) => observer.Observe(query, users[at].Login))];
    }
}
