using System.Runtime.ExceptionServices;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Reconciling;

/// <summary>
/// Carries a plan out: proves that every file can be written; then keeps the values of each batch, has it applied, and publishes its files.
/// </summary>
/// <param name="session">The store.</param>
/// <param name="slots">The files, one for each step.</param>
/// <param name="url">Matomo's URL, to note beside a file.</param>
/// <param name="valueLearned">Called with each token value as soon as it is known.</param>
internal sealed class PlanApplication(ITokenSession session, IReadOnlyList<FileSlot> slots, string? url, Action<TokenValue> valueLearned)
{
    private readonly List<string> _warnings = [];
    private readonly List<int> _open = [];
    private readonly List<int> _completed = [];

    public IReadOnlyList<string> Warnings => _warnings;

    /// <param name="plan">The plan, with a value for each step that makes one where the store takes it.</param>
    /// <param name="cancellationToken">Ends the run between two batches, and the one that is being applied.</param>
    public async Task<IReadOnlyList<TokenOutcome>> RunAsync(IReadOnlyList<TokenStep> plan, CancellationToken cancellationToken)
    {
        var outcomes = TokenOutcome.Of(plan, url);
        try
        {
            foreach (var slot in slots)
                slot.Prepare(plan[slot.Index], isApplied: false);

            foreach (var batch in session.Batches(plan))
                await ApplyAsync(batch, outcomes, cancellationToken);

            foreach (var at in Enumerable.Range(0, outcomes.Count).Except(_completed))
                await PublishAsync(outcomes[at]);

            return outcomes;
        }
        catch (Exception exception)
        {
            if (await session.UndoAsync(exception))
                _open.ForEach(at => slots[at].Forget());

            if (_completed.Count > 0 && Failure(exception, outcomes.Count) is { } failure)
                throw new ReconcileException(failure, [.. _completed.Select(at => outcomes[at])]);

            throw;
        }
        finally
        {
            foreach (var slot in slots)
                slot.Abandon();
        }
    }

    private async Task ApplyAsync(TokenBatch batch, List<TokenOutcome> outcomes, CancellationToken cancellationToken)
    {
        _open.AddRange(batch.Steps.Select(step => step.Index).Except(_open));
        foreach (var step in batch.Steps)
            Keep(outcomes[step.Index]);

        var steps = batch.Steps.Select(step => step with { Value = outcomes[step.Index].Value }).ToList();
        foreach (var applied in await session.ApplyAsync(batch with { Steps = steps }, cancellationToken))
        {
            _warnings.AddRange(applied.Warnings);
            var planned = outcomes[applied.Index];
            outcomes[applied.Index] = planned with { Value = applied.Value, Token = applied.Token };
            if (applied.Value is { } value && !value.Equals(planned.Value))
                valueLearned(value);

            KeepMade(outcomes[applied.Index]);
        }

        if (batch.IsFinal)
            await PublishOpenAsync(outcomes);
    }

    private async Task PublishOpenAsync(List<TokenOutcome> outcomes)
    {
        var done = _open.ToList();
        _open.Clear();
        _completed.AddRange(done);
        ExceptionDispatchInfo? failure = null;
        foreach (var at in done)
        {
            try
            {
                await PublishAsync(outcomes[at]);
            }
            catch (TokenException exception)
            {
                // The other steps are true as well: their values must reach their files, or the result.
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        failure?.Throw();
    }

    private void Keep(TokenOutcome outcome)
    {
        if (outcome is { Value: { } value, Token: { } token })
            slots[outcome.Step.Index].Keep(value, token, url);
    }

    private void KeepMade(TokenOutcome outcome)
    {
        try
        {
            Keep(outcome);
        }
        catch (TokenException exception) when (outcome.Step.MakesValue)
        {
            throw Lost(exception, outcome);
        }
    }

    private async Task PublishAsync(TokenOutcome outcome)
    {
        try
        {
            PublishFile(outcome, outcome.Step);
            if (outcome.Step.NotesAnew)
                PublishFile(outcome, outcome.Step with { File = FileAction.Refresh, DiscardPending = false });
        }
        catch (TokenException exception) when (outcome.Step.Changes.Count > 0)
        {
            throw await AfterChangeAsync(exception, outcome);
        }
    }

    private void PublishFile(TokenOutcome outcome, TokenStep step)
    {
        slots[step.Index].Prepare(step, isApplied: true);
        Keep(outcome);
        slots[step.Index].Publish(step);
    }

    private async Task<TokenException> AfterChangeAsync(TokenException cause, TokenOutcome outcome)
    {
        var login = outcome.Step.Login;
        if (outcome is not { Step.MakesValue: true, Value: { } value })
        {
            var what = outcome.Step.Revoked.Count > 0 ? "revoked" : "changed";
            return After(cause, outcome, $"The token of \"{login}\" was {what} in Matomo.");
        }

        if (slots[outcome.Step.Index].Holds(value))
        {
            const string Safe = "and its value is safe in the pending file; the next run puts it in place";
            return After(cause, outcome, $"A token was made for \"{login}\", {Safe}.");
        }

        if (!await RevokeAsync(outcome))
            return Lost(cause, outcome);

        _completed.Remove(outcome.Step.Index);
        const string Deleted = "was deleted again, as its value could not be kept";
        return After(cause, outcome, $"The token that was made for \"{login}\" {Deleted}.", isDone: false);
    }

    private async Task<bool> RevokeAsync(TokenOutcome outcome)
    {
        if (outcome.Token?.Id is not { } id || !session.Observation.Abilities.HasRows)
            return false;

        var revocation = outcome.Step with { Changes = [new StoreChange.Revoke([id])], Value = null, Token = null };
        try
        {
            _ = await session.ApplyAsync(new TokenBatch([revocation]), CancellationToken.None);
            return true;
        }
        catch (TokenException)
        {
            return false;
        }
    }

    private static TokenException Lost(TokenException cause, TokenOutcome outcome)
    {
        const string What = "but its value could not be kept: revoke it in Matomo (Settings, Personal, Security)";
        return After(cause, outcome, $"A token was made for \"{outcome.Step.Login}\", {What}.", unkept: outcome.Value);
    }

    private static TokenException After(
        TokenException cause, TokenOutcome outcome, string what, bool isDone = true, TokenValue? unkept = null) =>
        new(cause.Code, $"{what} {cause.Message}", cause)
        {
            TokenWasMade = isDone,
            UnkeptValue = unkept,
            RequestIndex = outcome.Step.Index,
        };

    private TokenException? Failure(Exception exception, int all) => exception switch
    {
        TokenException failure => failure,
        OperationCanceledException => new TokenException(
            TokenErrorCode.InternalError, $"Stopped by a signal when {_completed.Count} of {all} tokens were done.", exception),
        _ => null,
    };
}
