using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Tests.Reconciling;

/// <summary>A store that finds what it is told to find, makes values 100, 101, …, and lets a test look around at each moment.</summary>
internal sealed class ScriptedStore(StoreAbilities abilities) : ITokenStore, ITokenSession
{
    private int _made;

    public string Name => abilities.NeedsPassword ? "api" : "database";

    public string? Url { get; init; } = "https://matomo.example/";

    public bool HasClock { get; init; }

    /// <summary>Matomo 3: the one value of each user.</summary>
    public TokenValue? Plain { get; init; }

    /// <summary>The values that are live.</summary>
    public List<TokenValue> Live { get; } = [];

    public IReadOnlyList<TokenQuery> Queries { get; private set; } = [];

    public int Applied { get; private set; }

    /// <summary>Whether it applies and then undoes all, as a transaction that fails.</summary>
    public bool Undoes { get; init; }

    /// <summary>Whether it revokes nothing, as when its connection is lost.</summary>
    public bool RefusesToRevoke { get; init; }

    public int Opened { get; private set; }

    public Action OnOpen { get; set; } = () => { };

    public Action OnApply { get; init; } = () => { };

    public Action OnMade { get; init; } = () => { };

    public Action OnKept { get; init; } = () => { };

    public StoreObservation Observation => new()
    {
        Now = Sample.Now,
        Abilities = abilities,
        MatomoVersion = "5.8.0",
        Warnings = ["of the store"],
        Tokens = [.. Queries.Select(query => new TokenObservation
        {
            Login = query.Request.Login,
            HasPassword = true,
            PlainValue = Plain,
            Values = [.. query.Candidates.Select(candidate => new ObservedValue(
                candidate, Live.Contains(candidate.Value) ? ValueStatus.Live : ValueStatus.Unknown, Token(candidate.Value)))],
            Group = abilities.HasRows ? [] : null,
        })],
    };

    private ObservedToken Token(TokenValue value) => abilities.SetsValues
        ? new ObservedToken { Id = IdOf(value), CreatedAt = Sample.Now, ExpiryKnown = true }
        : new ObservedToken();

    public Task<ITokenSession> OpenAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Queries = queries;
        Opened++;
        OnOpen();
        return Task.FromResult<ITokenSession>(this);
    }

    /// <summary>The next value, be it the store that makes it or the reconciler.</summary>
    public TokenValue NewValue() => Sample.Value(Convert.ToInt64("100", 16) + _made++);

    // As over the API, where a value is kept between two batches; in the database it is before the first.
    public IReadOnlyList<TokenBatch> Batches(IReadOnlyList<TokenStep> plan)
    {
        var changing = plan.Where(step => step.Changes.Count > 0).ToList();
        if (abilities.SetsValues)
        {
            OnMade();
            return [new TokenBatch(changing)];
        }

        return [.. changing.SelectMany(Batches)];
    }

    private static IEnumerable<TokenBatch> Batches(TokenStep step) =>
        [new TokenBatch([step]) { IsFinal = false }, new TokenBatch([step with { Changes = [] }])];

    public async Task<IReadOnlyList<AppliedStep>> ApplyAsync(TokenBatch batch, CancellationToken cancellationToken)
    {
        if (Applied++ == 0)
            OnApply();

        var applied = new List<AppliedStep>();
        foreach (var step in batch.Steps)
        {
            if (step.Changes is [StoreChange.Revoke revocation])
            {
                if (RefusesToRevoke)
                    throw new TokenException(TokenErrorCode.DatabaseUnreachable, "Lost.");

                Live.RemoveAll(value => revocation.Ids.Contains(IdOf(value)));
                continue;
            }

            if (step.Changes.Count > 0)
                cancellationToken.ThrowIfCancellationRequested();

            await Task.Yield();
            if (abilities.SetsValues || step.Changes.Count == 0)
                OnKept();

            if (step.Value is null)
                OnMade();

            var value = step.Value ?? NewValue();
            if (Undoes)
                throw new TokenException(TokenErrorCode.DatabaseLocked, "undone");

            if (!Live.Contains(value))
                Live.Add(value);

            applied.Add(new AppliedStep(step.Index, value, abilities.SetsValues ? step.Token! with { Id = IdOf(value) } : step.Token));
        }

        return applied;
    }

    private static long IdOf(TokenValue value) => Convert.ToInt64(value.Reveal()[^4..], 16);

    public Task<bool> UndoAsync(Exception failure) => Task.FromResult(Undoes);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
