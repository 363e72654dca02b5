using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Reconciling;

/// <summary>Brings a store and token files to what is wished: read, plan, apply, report.</summary>
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

    /// <summary>Is told of each value as soon as this run learns it, so that it can be masked wherever it might appear.</summary>
    public Action<TokenValue> ValueLearned { get; init; } = _ => { };

    /// <summary>Brings about what is wished.</summary>
    /// <param name="requests">What is wished.</param>
    /// <param name="checkMode">Whether to stop after the plan, with nothing made, written or removed.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="TokenException">Something cannot be granted or failed. Its message says what was done before, if anything was.</exception>
    public async Task<ReconcileResult> RunAsync(IReadOnlyList<TokenRequest> requests, bool checkMode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var now = _clock.GetUtcNow();
        var warnings = new List<string>();
        var slots = new List<FileSlot>(requests.Count);
        Each(requests, (request, at) =>
        {
            request.Check(now, at);
            slots.Add(new FileSlot(request));
        });
        Conflicts.Check(requests);
        var locks = checkMode ? [] : await LockAsync(slots, warnings.Add, cancellationToken);
        try
        {
            return await RunAsync(requests, slots, warnings, checkMode, cancellationToken);
        }
        finally
        {
            foreach (var taken in locks)
            {
                taken.Dispose();
            }
        }
    }

    private async Task<ReconcileResult> RunAsync(
        IReadOnlyList<TokenRequest> requests, List<FileSlot> slots, List<string> warnings, bool checkMode, CancellationToken cancellationToken)
    {
        Each(slots, slot => slot.Observe());
        var queries = requests.Zip(slots, (request, slot) => new TokenQuery(request, slot.Candidates())).ToList();
        foreach (var candidate in queries.SelectMany(query => query.Candidates))
        {
            ValueLearned(candidate.Value);
        }

        var observation = await _store.ReadAsync(queries, cancellationToken);
        foreach (var value in observation.Tokens.Select(token => token.PlainValue).OfType<TokenValue>())
        {
            ValueLearned(value);
        }

        var plan = TokenPlanner.Plan(requests, observation, [.. slots.Select(slot => slot.Observation)]);
        warnings.AddRange(observation.Warnings);
        warnings.AddRange(plan.Steps.SelectMany(step => step.Warnings));
        var outcomes = checkMode ? Foresee(plan, slots) : await ApplyAsync(plan, slots, warnings, cancellationToken);
        return new ReconcileResult(outcomes, observation.MatomoVersion, warnings);
    }

    private static List<TokenOutcome> Foresee(TokenPlan plan, List<FileSlot> slots)
    {
        Each(slots, (slot, at) => slot.Check(plan.Steps[at]));
        return Planned(plan);
    }

    private static List<TokenOutcome> Planned(TokenPlan plan) => [.. plan.Steps.Select(step => new TokenOutcome(step, step.Value, step.Token))];

    private async Task<List<TokenOutcome>> ApplyAsync(TokenPlan plan, List<FileSlot> slots, List<string> warnings, CancellationToken cancellationToken)
    {
        var keeper = new Keeper(this, plan, slots);
        var outcomes = Planned(plan);
        var completed = new List<TokenOutcome>();
        var isApplied = new bool[outcomes.Count];
        TokenException? unpublished = null;
        try
        {
            Each(slots, (slot, at) => slot.Prepare(plan.Steps[at]));
            await foreach (var applied in _store.ApplyAsync(plan, keeper, cancellationToken))
            {
                var at = keeper.IndexOf(applied.Step);
                warnings.AddRange(applied.Warnings);
                outcomes[at] = outcomes[at] with { Value = applied.Value ?? outcomes[at].Value, Token = applied.Token ?? outcomes[at].Token };
                completed.Add(outcomes[at]);
                isApplied[at] = true;
                try
                {
                    Attribute(at, () => Publish(slots[at], outcomes[at]));
                }
                catch (TokenException exception) when (_store.IsTransactional)
                {
                    // The other steps are true as well: their values must reach their files, or the result.
                    unpublished ??= exception;
                }
            }

            if (unpublished is not null)
            {
                throw unpublished;
            }

            Each(slots, (slot, at) =>
            {
                if (!isApplied[at])
                {
                    Publish(slot, outcomes[at]);
                }
            });
        }
        catch (TokenException exception) when (completed.Count > 0)
        {
            throw exception.After(completed);
        }
        catch (OperationCanceledException exception) when (completed.Count > 0)
        {
            throw new TokenException(TokenErrorCode.InternalError, $"Stopped by a signal when {completed.Count} of {outcomes.Count} tokens were done.", exception).After(completed);
        }
        finally
        {
            slots.ForEach(slot => slot.Abandon());
        }

        return outcomes;
    }

    private static void Each<T>(IReadOnlyList<T> items, Action<T> action) => Each(items, (item, _) => action(item));

    private static void Each<T>(IReadOnlyList<T> items, Action<T, int> action)
    {
        for (var at = 0; at < items.Count; at++)
        {
            Attribute(at, () => action(items[at], at));
        }
    }

    private static void Attribute(int index, Action action)
    {
        try
        {
            action();
        }
        catch (TokenException exception)
        {
            throw exception.ForRequest(index);
        }
    }

    private void Publish(FileSlot slot, TokenOutcome outcome)
    {
        try
        {
            slot.Publish(outcome.Step, outcome.Value, outcome.Token, _store.Url);
        }
        catch (TokenException exception) when (outcome.Step.MakesValue)
        {
            throw new TokenException(
                exception.Code,
                $"A token was made for \"{outcome.Step.Login}\", and its value is safe in the pending file; the next run puts it in place. {exception.Message}",
                exception)
            {
                TokenWasMade = true,
            };
        }
    }

    private async Task<IReadOnlyList<DirectoryLock>> LockAsync(List<FileSlot> slots, Action<string> warn, CancellationToken cancellationToken)
    {
        var taken = new List<DirectoryLock>();
        try
        {
            // In one order everywhere, so that two runs cannot wait for each other.
            foreach (var directory in slots.Select(slot => slot.Directory).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            {
                if (await DirectoryLock.AcquireAsync(directory, LockPatience, _clock, warn, cancellationToken) is { } next)
                {
                    taken.Add(next);
                }
            }

            return taken;
        }
        catch
        {
            taken.ForEach(one => one.Dispose());
            throw;
        }
    }

    private sealed class Keeper(TokenReconciler reconciler, TokenPlan plan, List<FileSlot> slots) : IValueKeeper
    {
        private readonly Dictionary<TokenStep, int> _indexes = plan.Steps.Select((step, at) => (step, at)).ToDictionary(
            pair => pair.step, pair => pair.at, ReferenceEqualityComparer.Instance as IEqualityComparer<TokenStep>);

        public void Forget(TokenStep planned) => slots[IndexOf(planned)].Forget();

        public int IndexOf(TokenStep planned) => _indexes[planned];

        public void Keep(TokenStep planned, TokenValue value, ObservedToken token)
        {
            reconciler.ValueLearned(value);
            var at = IndexOf(planned);
            try
            {
                Attribute(at, () => slots[at].Keep(planned, value, token, reconciler._store.Url));
            }
            catch (TokenException exception) when (planned.MakesValue && !reconciler._store.IsTransactional)
            {
                throw new TokenException(
                    exception.Code,
                    $"A token was made for \"{planned.Login}\", but its value could not be kept: revoke it in Matomo (Settings, Personal, Security). {exception.Message}",
                    exception)
                {
                    TokenWasMade = true,
                    UnkeptValue = value,
                    RequestIndex = at,
                };
            }
        }
    }
}
