using Matomo.Tokens.Errors;
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
    /// <exception cref="TokenException">A wish cannot or must not be granted. Nothing was changed.</exception>
    public static TokenPlan Plan(
        IReadOnlyList<TokenRequest> requests, StoreObservation store, IReadOnlyList<TokenFileObservation?> files)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(files);
        var situations = new List<Situation>(requests.Count);
        var steps = new List<TokenStep>(requests.Count);
        for (var at = 0; at < requests.Count; at++)
        {
            situations.Add(new Situation(requests[at], store.Tokens[at], files[at], store));
            steps.Add(Plan(situations[at], at));
        }

        Together.Check(situations, steps);
        return new TokenPlan(steps);
    }

    private static TokenStep Plan(Situation situation, int index)
    {
        try
        {
            return Plan(situation);
        }
        catch (TokenException exception)
        {
            throw exception.ForRequest(index);
        }
    }

    private static TokenStep Plan(Situation situation)
    {
        Ownership.Check(situation);
        situation.Request.CheckExpiry(situation.Now, "Matomo's clock");
        var step = situation switch
        {
            { Request.State: TokenState.Absent } => AbsentPlan.Make(situation),
            { Abilities.OneValuePerUser: true } => Matomo3Plan.Make(situation),
            _ => PresentPlan.Make(situation),
        };
        return situation.Observation.Warnings.Count == 0 ? step : step with { Warnings = [.. situation.Observation.Warnings, .. step.Warnings] };
    }
}
