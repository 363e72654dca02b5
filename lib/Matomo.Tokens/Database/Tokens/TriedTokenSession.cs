using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>
/// An opened database, with a trial. It applies a plan in two transactions: the first new value alone, which Matomo is then shown, and the
/// rest. Where Matomo does not know the value, or the rest fails, the value is taken back, so that the plan comes true as a whole or not at
/// all.
/// </summary>
internal sealed class TriedTokenSession(DatabaseTokenSession session, ITokenTrial trial, bool saltIsInDoubt) : ITokenSession
{
    // A run that is told to stop waits so long for the server to take a token back.
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(1);

    private readonly DatabaseOptions _options = session.Connection.Options;
    private readonly bool _hashes = !session.Schema.OneValuePerUser;
    private TriedStep? _tried;

    /// <summary>A step whose value is committed, and not final; with the number of its row or, in Matomo 3, the value that it replaced.
    /// </summary>
    private sealed record TriedStep(TokenStep Step, TokenValue Value, long? Id, string? Replaced);

    public StoreObservation Observation => session.Observation;

    public IReadOnlyList<TokenBatch> Batches(IReadOnlyList<TokenStep> plan)
    {
        if (Pending(plan) is { } pending)
            return [new TokenBatch([.. plan.Where(step => step.Changes.Count > 0 || step.Index == pending.Index)])];

        if (plan.FirstOrDefault(step => step.StoresValue) is not { } first)
            return session.Batches(plan);

        var alone = new TokenBatch([first with { Changes = [.. first.Changes.Where(change => change.StoresValue)] }]);
        var without = first with { Changes = [.. first.Changes.Where(change => !change.StoresValue)] };
        var rest = session.Batches([.. plan.Select(step => step.Index == first.Index ? without : step)]);
        return [alone with { IsFinal = rest.Count == 0 }, .. rest];
    }

    public async Task<IReadOnlyList<AppliedStep>> ApplyAsync(TokenBatch batch, CancellationToken cancellationToken)
    {
        var applied = (_tried, Pending(batch.Steps), batch.Steps) switch
        {
            ({ } tried, _, _) => await ApplyRestAsync(batch, tried, cancellationToken),
            (_, { Value: { } value } pending, _) => await ApplyPendingAsync(batch, pending, value, cancellationToken),
            (_, _, [{ StoresValue: true, Value: { } value } first]) => await ApplyFirstAsync(batch, first, value, cancellationToken),
            _ => await session.ApplyAsync(batch, cancellationToken),
        };
        _tried = batch.IsFinal ? null : _tried;
        return applied;
    }

    public async Task<bool> UndoAsync(Exception failure)
    {
        using var patience = new CancellationTokenSource();
        if (failure is OperationCanceledException)
            patience.CancelAfter(AfterStop);

        return _tried is null || await TakeBackAsync(_tried, patience.Token)
            ? await session.UndoAsync(failure)
            : throw Remains(failure, _tried);
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    // An earlier run was killed before its value was in place, perhaps before it was tried.
    private TokenStep? Pending(IReadOnlyList<TokenStep> steps) =>
        _hashes ? steps.FirstOrDefault(step => step.File == FileAction.PublishPending) : null;

    private async Task<IReadOnlyList<AppliedStep>> ApplyPendingAsync(
        TokenBatch batch, TokenStep pending, TokenValue value, CancellationToken cancellationToken)
    {
        var result = await trial.TryAsync(pending.Login, value, cancellationToken);
        if (result.Verdict == TrialVerdict.Refused)
        {
            await session.Writer.TakeBackAsync(pending.Login, value, replaced: null, CancellationToken.None);
            throw WrongSalt.NotAccepted(pending.Login, result.Where, _hashes, _options);
        }

        var applied = await session.ApplyAsync(batch, cancellationToken);
        return [.. applied.Select(one => one.Index == pending.Index ? one with { Warnings = Warnings(pending, result) } : one)];
    }

    private async Task<IReadOnlyList<AppliedStep>> ApplyFirstAsync(
        TokenBatch batch, TokenStep first, TokenValue value, CancellationToken cancellationToken)
    {
        var replaced = _hashes ? null : await session.Writer.PlainValueAsync(first.Login, cancellationToken);
        var applied = (await session.ApplyAsync(batch, cancellationToken)).Single();
        _tried = new TriedStep(first, value, applied.Token?.Id, replaced);
        var result = await trial.TryAsync(first.Login, value, cancellationToken);
        if (result.Verdict == TrialVerdict.Refused)
            throw WrongSalt.NotAccepted(first.Login, result.Where, _hashes, _options);

        if (saltIsInDoubt && result.Verdict == TrialVerdict.Undecided)
            throw WrongSalt.Unproven(_options, Doubt(first, result));

        return [applied with { Warnings = Warnings(first, result) }];
    }

    private async Task<IReadOnlyList<AppliedStep>> ApplyRestAsync(
        TokenBatch batch, TriedStep tried, CancellationToken cancellationToken)
    {
        if (!session.Connection.IsAlive)
        {
            throw new TokenException(
                TokenErrorCode.DatabaseUnreachable,
                $"The connection to the database \"{_options.Name}\" at {DatabaseFailure.Place(_options)} was lost when the first of "
                + "several tokens was being committed. Nothing was changed; run it again.");
        }

        await session.Connection.ExecuteAsync("begin a transaction", new SqlText().Add("START TRANSACTION"), cancellationToken);
        var applied = await session.ApplyAsync(batch, cancellationToken);
        return [.. applied.Where(one => one.Index != tried.Step.Index)];
    }

    private static IReadOnlyList<string> Warnings(TokenStep step, TrialResult result) => result.Verdict == TrialVerdict.Undecided
        ? [.. result.Warnings, $"{Doubt(step, result)} The token is stored, and is not tried again."]
        : result.Warnings;

    private static string Doubt(TokenStep step, TrialResult result) =>
        $"Whether Matomo accepts the token of \"{step.Login}\" could not be found out. {result.Reason}";

    // The connection may be all that is lost.
    private async Task<bool> TakeBackAsync(TriedStep tried, CancellationToken cancellationToken) =>
        (session.Connection.IsAlive && await TakeBackAsync(tried, isAnew: false, cancellationToken))
        || await TakeBackAsync(tried, isAnew: true, cancellationToken);

    private async Task<bool> TakeBackAsync(TriedStep tried, bool isAnew, CancellationToken cancellationToken)
    {
        try
        {
            await using var other = isAnew ? await DatabaseSession.OpenAsync(_options, cancellationToken) : null;
            var writer = other is null ? session.Writer : new TokenWriter(other, session.Schema);
            await writer.TakeBackAsync(tried.Step.Login, tried.Value, tried.Replaced, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is TokenException or OperationCanceledException)
        {
            return false;
        }
    }

    private TokenException Remains(Exception failure, TriedStep tried)
    {
        var tables = session.Connection.Tables;
        var row = tried.Id is { } id ? $"row {id} of {tables.Token}" : $"its row of {tables.User}";
        var remedy = tried.Step.Request.TokenFile is null
            ? "delete it"
            : "its value is in the pending file, which the next run puts in place";
        return new TokenException(
            (failure as TokenException)?.Code ?? TokenErrorCode.InternalError,
            $"{failure.Message} The token that was stored for \"{tried.Step.Login}\" before could not be taken back ({row}); {remedy}.",
            failure)
        {
            TokenWasMade = true,
            RequestIndex = (failure as TokenException)?.RequestIndex,
        };
    }
}
