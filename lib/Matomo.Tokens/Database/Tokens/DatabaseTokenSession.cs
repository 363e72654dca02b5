using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;
using MySqlConnector;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>An opened database. It applies a batch as one transaction, as a whole or not at all.</summary>
internal sealed class DatabaseTokenSession(DatabaseSession connection, MatomoSchema schema, StoreObservation observation) : ITokenSession
{
    // Servers shorten what they show of a value that is there already.
    private const int ShownOfDuplicate = 32;

    private bool _isInDoubt;

    // A step, and the hash of a value to insert.
    private sealed record Work(TokenStep Step, string? Hash);

    public DatabaseSession Connection => connection;

    public MatomoSchema Schema => schema;

    public TokenWriter Writer { get; } = new(connection, schema);

    public StoreObservation Observation => observation;

    public IReadOnlyList<TokenBatch> Batches(IReadOnlyList<TokenStep> plan) =>
        plan.Where(step => step.Changes.Count > 0).ToList() is { Count: > 0 } changing ? [new TokenBatch(changing)] : [];

    /// <inheritdoc/>
    /// <remarks>What is being committed is not undone.</remarks>
    public async Task<IReadOnlyList<AppliedStep>> ApplyAsync(TokenBatch batch, CancellationToken cancellationToken)
    {
        var work = batch.Steps.Select(step => new Work(step, Hash(step))).ToList();
        var ids = await WriteAsync(work, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (work.Exists(one => one.Step.Changes.Count > 0))
            await CommitAsync(work, cancellationToken);

        return [.. work.Select(one => new AppliedStep(
            one.Step.Index,
            one.Step.Value,
            one is { Hash: { } hash, Step.Token: { } token } ? token with { Id = ids[hash] } : one.Step.Token))];
    }

    /// <inheritdoc/>
    /// <remarks>The server undoes a transaction that is not committed when the connection ends.</remarks>
    public Task<bool> UndoAsync(Exception failure) => Task.FromResult(!_isInDoubt);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private string? Hash(TokenStep step) =>
        step is { StoresValue: true, Value: { } value } && !schema.OneValuePerUser ? TokenHash.Of(value, connection.Options.Salt) : null;

    private async Task<IReadOnlyDictionary<string, long>> WriteAsync(List<Work> work, CancellationToken cancellationToken)
    {
        var rows = new List<TokenWriter.NewRow>();
        var changes = new List<StoreChange>();
        foreach (var (step, hash, change) in work.SelectMany(one => one.Step.Changes, (one, change) => (one.Step, one.Hash, change)))
        {
            switch (change)
            {
                case StoreChange.Create create when hash is not null:
                    rows.Add(new TokenWriter.NewRow(step.Login, create, observation.Now, hash));
                    break;
                case StoreChange.Replace when step.Value is { } value:
                    await TokenException.NamingAsync(step.Index, Writer.ReplaceAsync(step.Login, value, cancellationToken));
                    break;
                default:
                    changes.Add(change);
                    break;
            }
        }

        try
        {
            var ids = await Writer.InsertAsync(rows, cancellationToken);
            if (rows.Find(row => !ids.ContainsKey(row.Hash)) is { } other)
            {
                throw new TokenException(
                    TokenErrorCode.SchemaUnknown,
                    $"The token that was stored for \"{other.Login}\" is not in {connection.Tables.Token} as it was written: a trigger "
                    + "that "
                    + "somebody gave Matomo's table changes it. Nothing was changed.");
            }

            await Writer.ChangeAsync(changes, cancellationToken);
            return ids;
        }
        catch (TokenException exception) when (exception.InnerException is MySqlException { Number: > 0 } refusal)
        {
            exception.RequestIndex ??= Culprit(refusal, work)?.Step.Index;
            throw;
        }
    }

    // What the server refuses of a single step is that step's; a value that is taken is named by its hash.
    private static Work? Culprit(MySqlException refusal, List<Work> work)
    {
        if (work is [var only])
            return only;

        return refusal.ErrorCode == MySqlErrorCode.DuplicateKeyEntry
            ? work.Find(one => one.Hash is { } hash && refusal.Message.Contains(hash[..ShownOfDuplicate], StringComparison.Ordinal))
            : null;
    }

    private async Task CommitAsync(List<Work> work, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExecuteAsync("commit the changes", new SqlText().Add("COMMIT"), cancellationToken);
        }
        catch (Exception failure) when (failure is TokenException or OperationCanceledException)
        {
            var exception = failure as TokenException ?? new TokenException(
                TokenErrorCode.Timeout, "The run was told to stop before the server answered that the changes are committed.", failure);
            switch (IsRefusal(exception) ? false : await WasCommittedAsync(work, cancellationToken))
            {
                case true:
                    return;
                case false:
                    throw new TokenException(exception.Code, exception.Message + " Nothing was changed.", exception);
                default:
                    _isInDoubt = true;
                    throw new TokenException(
                        exception.Code,
                        exception.Message + " The connection was lost while the changes were being committed, and whether they were made "
                        + "could not be found out. New values stay in the pending files beside their token files. Run it again when the "
                        + "server is back: it puts what is live in its place and makes what is missing.",
                        exception);
            }
        }
    }

    // The server's own word, on a connection that lives: it has undone the transaction.
    private bool IsRefusal(TokenException exception) =>
        connection.IsAlive && exception.InnerException is MySqlException { Number: > 0 } && !DatabaseFailure.IsInterruption(exception);

    private async Task<bool?> WasCommittedAsync(List<Work> work, CancellationToken cancellationToken)
    {
        if (work.Find(one => one.Step.StoresValue) is not { Step.Value: { } value } made)
            return null;

        await connection.DisposeAsync();
        var tables = connection.Tables;
        var rows = made.Hash is not null ? $"`{tables.Token}` WHERE password = " : $"`{tables.User}` WHERE token_auth = ";
        return await LostCommit.IsThereAsync(
            connection.Options,
            sql => sql.Add($"SELECT COUNT(*) FROM {rows}").Text(made.Hash ?? value.Reveal()),
            isHurried: cancellationToken.IsCancellationRequested);
    }
}
