using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;
using MySqlConnector;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Carries parts of a plan out, as a whole or not at all. Each new value is in safety before the transaction is committed, and forgotten when it is not.</summary>
internal sealed class TokenTransaction(DatabaseSession session, MatomoTables tables, MatomoSchema schema, DatabaseOptions options, IValueKeeper keeper)
{
    // Servers shorten what they show of a value that is there already.
    private const int ShownOfDuplicate = 32;

    private readonly TokenWriter _writer = new(session, tables, schema);
    private readonly List<TokenStep> _kept = [];

    /// <summary>A part, with what its value is.</summary>
    /// <param name="Part">The part.</param>
    /// <param name="Value">The token's value, when it is known.</param>
    /// <param name="Hash">The hash of a value to insert.</param>
    private sealed record Work(TransactionPart Part, TokenValue? Value, string? Hash);

    /// <param name="parts">What to do.</param>
    /// <param name="cancellationToken">Undoes all of it, until it is being committed.</param>
    /// <exception cref="TokenException">The server refused, and nothing was changed; or it was lost while it committed, and the message says so.</exception>
    public async Task<IReadOnlyList<AppliedStep>> RunAsync(IReadOnlyList<TransactionPart> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
        {
            return [];
        }

        var work = new List<Work>();
        IReadOnlyDictionary<string, long> ids;
        try
        {
            work.AddRange(parts.Select(Keep));
            ids = await WriteAsync(work, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (TokenException exception) when (Culprit(exception, work) is { } one)
        {
            Forget();
            throw exception.ForRequest(one.Part.Index);
        }
        catch
        {
            Forget();
            throw;
        }

        await CommitAsync(work);
        return [.. work.Select(one => new AppliedStep(one.Part.Step, one.Value, one.Hash is { } hash ? one.Part.Step.Token! with { Id = ids[hash] } : one.Part.Step.Token))];
    }

    // What the server refuses of a single step is that step's; a value that is taken is named by its hash.
    private static Work? Culprit(TokenException exception, List<Work> work) =>
        exception.InnerException is not MySqlException { Number: > 0 } refusal ? null
        : work is [var only] ? only
        : refusal.ErrorCode == MySqlErrorCode.DuplicateKeyEntry ? work.Find(one => one.Hash is { } hash && refusal.Message.Contains(hash[..ShownOfDuplicate], StringComparison.Ordinal))
        : null;

    private Work Keep(TransactionPart part)
    {
        var step = part.Step;
        var value = part.MakesValue ? TokenValue.Random() : step.Value;
        if (value is not null && step.Token is not null && !part.IsRest)
        {
            keeper.Keep(step, value, step.Token);
            _kept.Add(step);
        }

        return new Work(part, value, part.StoresValue && !schema.OneValuePerUser ? TokenHash.Of(value!, options.Salt) : null);
    }

    private async Task<IReadOnlyDictionary<string, long>> WriteAsync(List<Work> work, CancellationToken cancellationToken)
    {
        var rows = new List<TokenWriter.NewRow>();
        var changes = new List<StoreChange>();
        foreach (var (part, value, hash) in work)
        {
            foreach (var change in part.Changes)
            {
                switch (change)
                {
                    case StoreChange.Create create:
                        rows.Add(new TokenWriter.NewRow(part.Step.Login, create, part.Step.Token!.CreatedAt!.Value, hash!));
                        break;
                    case StoreChange.Replace:
                        await ReplaceAsync(part.Index, part.Step.Login, value!, cancellationToken);
                        break;
                    default:
                        changes.Add(change);
                        break;
                }
            }
        }

        var ids = await _writer.InsertAsync(rows, cancellationToken);
        await _writer.ChangeAsync(changes, cancellationToken);
        return ids;
    }

    private async Task ReplaceAsync(int index, string login, TokenValue value, CancellationToken cancellationToken)
    {
        try
        {
            await _writer.ReplaceAsync(login, value, cancellationToken);
        }
        catch (TokenException exception)
        {
            throw exception.ForRequest(index);
        }
    }

    private async Task CommitAsync(List<Work> work)
    {
        try
        {
            await session.ExecuteAsync("commit the changes", new SqlText().Add("COMMIT"), CancellationToken.None);
        }
        catch (TokenException exception)
        {
            switch (IsRefusal(exception) ? false : await WasCommittedAsync(work))
            {
                case true:
                    return;
                case false:
                    Forget();
                    throw new TokenException(exception.Code, exception.Message + " Nothing was changed.", exception);
                default:
                    throw new TokenException(
                        exception.Code,
                        exception.Message + " The connection was lost while the changes were being committed, and whether they were made could not be found out. "
                        + "New values stay in the pending files beside their token files. Run it again when the server is back: it puts what is live in its place and makes what is missing.",
                        exception);
            }
        }
    }

    // The server's own word, on a connection that lives: it has undone the transaction.
    private bool IsRefusal(TokenException exception) =>
        session.IsAlive && exception.InnerException is MySqlException { Number: > 0 } && !DatabaseFailure.IsInterruption(exception);

    private async Task<bool?> WasCommittedAsync(List<Work> work)
    {
        var made = work.Find(one => one.Part.StoresValue);
        if (made is null)
        {
            return null;
        }

        await session.DisposeAsync();
        var question = new SqlText().Add(made.Hash is not null
                ? $"SELECT COUNT(*) FROM {tables.Token} WHERE password = "
                : $"SELECT COUNT(*) FROM {tables.User} WHERE token_auth = ")
            .Text(made.Hash ?? made.Value!.Reveal());
        return await LostCommit.IsThereAsync(options, question);
    }

    private void Forget()
    {
        _kept.ForEach(keeper.Forget);
        _kept.Clear();
    }
}
