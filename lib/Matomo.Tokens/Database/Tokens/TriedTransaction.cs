using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>
/// Carries a plan out in two transactions: the first new value alone, which Matomo is then shown, and the rest. Where Matomo does not know the value, or the rest fails, the value goes again,
/// so that the plan comes true as a whole or not at all here too.
/// </summary>
internal sealed class TriedTransaction(
    DatabaseSession session, MatomoTables tables, MatomoSchema schema, DatabaseOptions options, IValueKeeper keeper, ITokenTrial trial, bool saltIsInDoubt)
{
    private readonly TokenWriter _writer = new(session, tables, schema);

    /// <exception cref="TokenException">Matomo does not accept the value, or the server refused.</exception>
    public async Task<IReadOnlyList<AppliedStep>> RunAsync(TokenPlan plan, CancellationToken cancellationToken)
    {
        var parts = TransactionPart.Of(plan);
        if (!schema.OneValuePerUser && plan.Steps.FirstOrDefault(step => step.File == FileAction.PublishPending) is { } pending)
        {
            return await AfterPendingAsync(pending, parts, cancellationToken);
        }

        return parts.FirstOrDefault(part => part.StoresValue) is { } first
            ? await AfterFirstAsync(first, parts, cancellationToken)
            : await Transaction().RunAsync(parts, cancellationToken);
    }

    // An earlier run was killed before its value was in place, perhaps before it was tried.
    private async Task<IReadOnlyList<AppliedStep>> AfterPendingAsync(TokenStep pending, IReadOnlyList<TransactionPart> parts, CancellationToken cancellationToken)
    {
        var result = await trial.TryAsync(pending.Login, pending.Value!, cancellationToken);
        if (result.Verdict == TrialVerdict.Refused)
        {
            await _writer.TakeBackAsync(pending.Login, pending.Value!, options.Salt, replaced: null);
            throw WrongSalt.NotAccepted(pending.Login, result.Where, schema, options);
        }

        var others = await Transaction().RunAsync(parts, cancellationToken);
        var applied = others.FirstOrDefault(other => ReferenceEquals(other.Step, pending)) ?? new AppliedStep(pending, pending.Value, pending.Token);
        return [applied with { Warnings = Warnings(pending, result) }, .. others.Where(other => !ReferenceEquals(other.Step, pending))];
    }

    private async Task<IReadOnlyList<AppliedStep>> AfterFirstAsync(TransactionPart first, IReadOnlyList<TransactionPart> parts, CancellationToken cancellationToken)
    {
        var replaced = schema.OneValuePerUser ? await _writer.PlainValueAsync(first.Step.Login, cancellationToken) : null;
        var applied = (await Transaction().RunAsync([first.ValueAlone()], cancellationToken)).Single();
        try
        {
            var result = await trial.TryAsync(first.Step.Login, applied.Value!, cancellationToken);
            if (result.Verdict == TrialVerdict.Refused)
            {
                throw WrongSalt.NotAccepted(first.Step.Login, result.Where, schema, options);
            }

            if (saltIsInDoubt && result.Verdict == TrialVerdict.Undecided)
            {
                throw WrongSalt.Unproven(tables, options, Doubt(first.Step, result));
            }

            var rest = await RestAsync([.. parts.Select(part => ReferenceEquals(part, first) ? part.WithoutValue() : part).OfType<TransactionPart>()], cancellationToken);
            return [applied with { Warnings = Warnings(first.Step, result) }, .. rest.Where(other => !ReferenceEquals(other.Step, first.Step))];
        }
        catch (Exception exception)
        {
            if (await UndoAsync(first.Step, applied.Value!, replaced))
            {
                keeper.Forget(first.Step);
                throw;
            }

            throw Remains(exception, first.Step, applied);
        }
    }

    private static IReadOnlyList<string> Warnings(TokenStep step, TrialResult result) => result.Verdict == TrialVerdict.Undecided
        ? [.. result.Warnings, $"{Doubt(step, result)} The token is stored, and is not tried again."]
        : result.Warnings;

    private static string Doubt(TokenStep step, TrialResult result) => $"Whether Matomo accepts the token of \"{step.Login}\" could not be found out. {result.Reason}";

    private TokenTransaction Transaction() => new(session, tables, schema, options, keeper);

    private async Task<IReadOnlyList<AppliedStep>> RestAsync(IReadOnlyList<TransactionPart> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
        {
            return [];
        }

        if (!session.IsAlive)
        {
            throw new TokenException(
                TokenErrorCode.DatabaseUnreachable,
                $"The connection to the database \"{options.Name}\" at {DatabaseFailure.Place(options)} was lost when the first of several tokens was being committed. Nothing was changed; run it again.");
        }

        await session.ExecuteAsync("begin a transaction", new SqlText().Add("START TRANSACTION"), cancellationToken);
        return await Transaction().RunAsync(parts, cancellationToken);
    }

    /// <returns>Whether nothing of the value remains.</returns>
    private async Task<bool> UndoAsync(TokenStep step, TokenValue value, string? replaced) =>
        (session.IsAlive && await UndoAsync(_writer, step, value, replaced)) || await UndoAnewAsync(step, value, replaced);

    // The connection may be all that is lost.
    private async Task<bool> UndoAnewAsync(TokenStep step, TokenValue value, string? replaced)
    {
        try
        {
            await using var other = await DatabaseSession.OpenAsync(options, CancellationToken.None);
            return await UndoAsync(new TokenWriter(other, tables, schema), step, value, replaced);
        }
        catch (TokenException)
        {
            return false;
        }
    }

    private async Task<bool> UndoAsync(TokenWriter writer, TokenStep step, TokenValue value, string? replaced)
    {
        try
        {
            await writer.TakeBackAsync(step.Login, value, options.Salt, replaced);
            return true;
        }
        catch (TokenException)
        {
            return false;
        }
    }

    private TokenException Remains(Exception exception, TokenStep step, AppliedStep applied) => new(
        (exception as TokenException)?.Code ?? TokenErrorCode.InternalError,
        $"{exception.Message} The token that was stored for \"{step.Login}\" before could not be taken back ("
        + (applied.Token?.Id is { } id ? $"row {id} of {tables.TokenName}" : $"its row of {tables.UserName}")
        + $"){(step.Request.TokenFile is null ? "; delete it" : "; its value is in the pending file, which the next run puts in place")}.",
        exception)
    {
        TokenWasMade = true,
        RequestIndex = (exception as TokenException)?.RequestIndex,
    };
}
