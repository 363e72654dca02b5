using Matomo.Tokens.Observations;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Planning;

/// <summary>Decides what is to be done, from what is wished and what was found. Does nothing itself.</summary>
public static class TokenPlanner
{
    /// <summary>Plans one step for each request.</summary>
    /// <param name="requests">What is wished.</param>
    /// <param name="store">What the store holds; its clock is the clock of the plan.</param>
    /// <param name="files">What stands where each request wants its token file; null where it wants none.</param>
    /// <exception cref="Errors.TokenException">A wish cannot or must not be granted. Nothing was changed.</exception>
    public static TokenPlan Plan(
        IReadOnlyList<TokenRequest> requests, StoreObservation store, IReadOnlyList<TokenFileObservation?> files)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(files);
        return new TokenPlan([.. requests.Select((request, at) => Plan(new Situation(request, store.Tokens[at], files[at], store)))]);
    }

    private static TokenStep Plan(Situation situation)
    {
        Ownership.Check(situation);
        var step = situation switch
        {
            { Request.State: TokenState.Absent } => AbsentPlan.Make(situation),
            { Abilities.OneValuePerUser: true } => Matomo3Plan.Make(situation),
            _ => PresentPlan.Make(situation),
        };
        return step with { Warnings = [.. situation.Observation.Warnings, .. step.Warnings] };
    }
}
