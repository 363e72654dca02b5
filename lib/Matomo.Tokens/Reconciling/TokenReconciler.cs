using Matomo.Tokens.Files;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Reconciling;

/// <summary>Brings a store and token files to what is requested: read, plan, apply, report.</summary>
public sealed class TokenReconciler
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(2);

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
            request.Check(now, index);

        Conflicts.Check(requests);
        var slots = requests.Select((request, index) => new FileSlot(index, request)).ToList();
        var warnings = new List<string>();
        using var locks = new DirectoryLocks();
        if (!checkMode)
        {
            var directories = slots.Select(slot => slot.Directory).OfType<string>();
            await locks.AcquireAsync(directories, LockPatience, _clock, warnings.Add, cancellationToken);
        }

        return await RunAsync(requests, slots, warnings, checkMode, cancellationToken);
    }

    private async Task<ReconcileResult> RunAsync(
        IReadOnlyList<TokenRequest> requests,
        List<FileSlot> slots,
        List<string> warnings,
        bool checkMode,
        CancellationToken cancellationToken)
    {
        slots.ForEach(slot => slot.Observe());
        var queries = slots.Select(slot => slot.Query()).ToList();
        queries.ForEach(query => Learn(query.Candidates.Select(candidate => candidate.Value)));
        await using var session = await _store.OpenAsync(queries, cancellationToken);
        var observation = session.Observation;
        Learn(observation.Tokens.Select(token => token.PlainValue).OfType<TokenValue>());
        var plan = TokenPlanner.Plan(requests, observation, [.. slots.Select(slot => slot.Observation)]);
        warnings.AddRange(observation.Warnings);
        warnings.AddRange(plan.Steps.SelectMany(step => step.Warnings));
        if (checkMode)
        {
            slots.ForEach(slot => slot.Check(plan.Steps[slot.Index]));
            return new ReconcileResult(TokenOutcome.Of(plan), observation.MatomoVersion, warnings);
        }

        var application = new PlanApplication(session, slots, _store.Url, ValueLearned);
        var outcomes = await application.RunAsync(observation.Abilities.SetsValues ? WithValues(plan) : plan, cancellationToken);
        return new ReconcileResult(outcomes, observation.MatomoVersion, [.. warnings, .. application.Warnings]);
    }

    private void Learn(IEnumerable<TokenValue> values)
    {
        foreach (var value in values)
            ValueLearned(value);
    }

    private TokenPlan WithValues(TokenPlan plan) =>
        new([.. plan.Steps.Select(step => step.MakesValue ? step with { Value = Made() } : step)]);

    private TokenValue Made()
    {
        var value = NewValue();
        ValueLearned(value);
        return value;
    }
}
