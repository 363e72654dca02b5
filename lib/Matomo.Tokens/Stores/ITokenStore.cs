using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Stores;

/// <summary>A place that holds tokens.</summary>
public interface ITokenStore
{
    /// <summary>Its name in results: <c>api</c> or <c>database</c>.</summary>
    string Name { get; }

    /// <summary>Matomo's URL, as noted beside a token file; null where the store has none.</summary>
    string? Url { get; }

    /// <summary>Whether a plan comes true as a whole or not at all. If so, all steps are true by the time the first is handed out.</summary>
    bool IsTransactional { get; }

    /// <summary>Reads what there is, once, for all requests. Changes nothing.</summary>
    /// <exception cref="Errors.TokenException">It cannot be read, or not be trusted.</exception>
    Task<StoreObservation> ReadAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken);

    /// <summary>Does what the plan says and nothing else.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="keeper">Is handed each new value: before it is live where the store can choose (database), at once after that where it cannot (API).</param>
    /// <param name="cancellationToken">Ends the run; what is half done in the database is undone.</param>
    /// <returns>Each step with changes, as soon as it is true in the store.</returns>
    /// <exception cref="Errors.TokenException">It was refused or failed. Steps handed out before stay true.</exception>
    IAsyncEnumerable<AppliedStep> ApplyAsync(TokenPlan plan, IValueKeeper keeper, CancellationToken cancellationToken);
}
