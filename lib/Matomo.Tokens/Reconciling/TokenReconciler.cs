using Matomo.Tokens.Files;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Reconciling;

/// <summary>Brings a store and token files to what is requested: read, plan, apply, report.</summary>
public sealed class TokenReconciler
{
    private readonly ITokenStore _store;
    private readonly TimeProvider _clock;

    /// <summary>Takes the store to work on.</summary>
    /// <param name="store">The store.</param>
    /// <param name="clock">The time at this host.</param>
    public TokenReconciler(ITokenStore store, TimeProvider clock)
    {
        _store = store;
        _clock = clock;
    }

    /// <summary>Called with each token value as soon as it is known, so that the caller can mask it.</summary>
    public Action<TokenValue> ValueLearned { get; init; } = _ => { };

    /// <summary>How long to wait for another run that works on the same token file.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Makes the values of new tokens where the store takes them.</summary>
    internal Func<TokenValue> NewValue { get; init; } = TokenValue.Random;

    /// <summary>Brings about what is requested.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="checkMode">Whether to stop after the plan, with nothing made, written or removed.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="TokenException">Something cannot be granted or failed, and nothing that was requested is done.</exception>
    /// <exception cref="ReconcileException">Something failed when some of the requests were done.</exception>
    public async Task<ReconcileResult> RunAsync(IReadOnlyList<TokenRequest> requests, bool checkMode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var now = _clock.GetUtcNow();
        foreach (var (index, request) in requests.Index())
            request.Check(_store.HasClock ? null : now, index);

        Conflicts.Check(requests);
        var slots = requests.Select((request, index) => new FileSlot(index, request, checkMode)).ToList();
        TokenFilePlace.CheckDistinct([.. slots.Select(slot => slot.File?.Place)]);
        return await RunAsync(requests, slots, checkMode, cancellationToken);
    }

    // What is planned holds only while no other run works on the same files: where one did, all is read again. Nobody waits for a file's
    // lock with a session open, which may hold the lock of a database.
    private async Task<ReconcileResult> RunAsync(
        IReadOnlyList<TokenRequest> requests, List<FileSlot> slots, bool checkMode, CancellationToken cancellationToken)
    {
        using var locks = new TokenFileLocks(LockTimeout, _clock);
        List<TokenFile> toLock = [];
        while (true)
        {
            await locks.TakeAsync(toLock, cancellationToken);
            slots.ForEach(slot => slot.Observe());
            await using var session = await OpenAsync(slots, cancellationToken);
            var plan = TokenPlanner.Plan(requests, session.Observation, [.. slots.Select(slot => slot.Observation)]);
            slots.ForEach(slot => slot.Check(plan[slot.Index]));
            if (checkMode)
                return Result(session, plan, slots, TokenOutcome.Of(plan, _store.Url), []);

            var working = slots.FindAll(slot => slot.NeedsLock(plan[slot.Index]));
            toLock = [.. working.Select(slot => slot.File).OfType<TokenFile>()];
            if (!locks.Hold(toLock) && !(locks.TryTake(toLock) && working.TrueForAll(slot => slot.IsAsObserved())))
                continue;

            var application = new PlanApplication(session, slots, _store.Url, ValueLearned);
            var applied = session.Observation.Abilities.SetsValues ? WithValues(plan) : plan;
            var outcomes = await application.RunAsync(applied, cancellationToken);
            slots.ForEach(slot => slot.SweepLock());
            return Result(session, plan, slots, outcomes, application.Warnings);
        }
    }

    private async Task<ITokenSession> OpenAsync(List<FileSlot> slots, CancellationToken cancellationToken)
    {
        var queries = slots.Select(slot => slot.Query()).ToList();
        queries.ForEach(query => Learn(query.Candidates.Select(candidate => candidate.Value)));
        var session = await _store.OpenAsync(queries, cancellationToken);
        Learn(session.Observation.Tokens.Select(token => token.PlainValue).OfType<TokenValue>());
        return session;
    }

    private static ReconcileResult Result(
        ITokenSession session,
        IReadOnlyList<TokenStep> plan,
        List<FileSlot> slots,
        IReadOnlyList<TokenOutcome> outcomes,
        IReadOnlyList<string> warnings) => new(
        outcomes,
        session.Observation.MatomoVersion,
        [
            .. session.Observation.Warnings,
            .. plan.SelectMany(step => step.Warnings),
            .. slots.SelectMany(slot => slot.File?.Warnings ?? []),
            .. warnings,
        ]);

    private void Learn(IEnumerable<TokenValue> values)
    {
        foreach (var value in values)
            ValueLearned(value);
    }

    private List<TokenStep> WithValues(IReadOnlyList<TokenStep> plan) =>
        [.. plan.Select(step => step.MakesValue ? step with { Value = Made() } : step)];

    private TokenValue Made()
    {
        var value = NewValue();
        ValueLearned(value);
        return value;
    }
}
