using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Stores;

/// <summary>An opened store: it has read, and it can apply.</summary>
internal interface ITokenSession : IAsyncDisposable
{
    StoreObservation Observation { get; }

    /// <summary>Divides a plan into what is applied as a whole, one batch after the other.</summary>
    IReadOnlyList<TokenBatch> Batches(IReadOnlyList<TokenStep> plan);

    /// <summary>Does what a batch says and nothing else. Each of its steps has the value, where that is known.</summary>
    /// <exception cref="Errors.TokenException">
    /// It was refused or failed. What earlier final batches did stays true; <see cref="UndoAsync"/> tells of the rest.
    /// </exception>
    Task<IReadOnlyList<AppliedStep>> ApplyAsync(TokenBatch batch, CancellationToken cancellationToken);

    /// <summary>After a failure: takes back what was applied and is not final.</summary>
    /// <returns>Whether nothing of it remains, so that values that were kept for it can be dropped; false when they may be live.</returns>
    /// <exception cref="Errors.TokenException">Something remains that should not; the message tells of the failure and of that.</exception>
    Task<bool> UndoAsync(Exception failure);
}
