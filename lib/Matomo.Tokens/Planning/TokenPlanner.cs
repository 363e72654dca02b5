namespace Matomo.Tokens.Planning;

/// <summary>Decides what is to be done, from what is requested and what was found. Does nothing itself.</summary>
internal static class TokenPlanner
{
    /// <summary>Plans one step for each request, by the store's clock. A request without a token file has null among the files.</summary>
    /// <exception cref="TokenException">A request cannot or must not be granted. Nothing was changed.</exception>
    public static IReadOnlyList<TokenStep> Plan(
        IReadOnlyList<TokenRequest> requests, StoreObservation store, IReadOnlyList<TokenFileObservation?> files)
    {
        var steps = requests.Select((request, index) => Plan(index, new Situation(index, request, files[index], store))).ToList();
        Conflicts.Check(steps);
        return steps;
    }

    /// <summary>Whether a new value will have to be made, so that a store need not ask about making one where none will.</summary>
    public static bool NeedsNewValue(TokenRequest request, IReadOnlyList<ObservedValue> values, DateTimeOffset now) =>
        request.State == TokenState.Present
        && values.All(value => value.Status == ValueStatus.Unknown
            || (value.Token is { } token && Situation.IsRenewalDue(request, token, now)));

    private static TokenStep Plan(int index, Situation situation)
    {
        Ownership.Check(situation);
        situation.Request.CheckExpiry(situation.Now, "Matomo's clock", index);
        var step = situation switch
        {
            { Request.State: TokenState.Absent } => AbsentPlan.Make(situation),
            { Abilities.OneValuePerUser: true } => Matomo3Plan.Make(situation),
            _ => PresentPlan.Make(situation),
        };
        var noticed = situation.Observation.Warnings;
        return noticed.Count == 0 ? step : step with { Warnings = [.. noticed, .. step.Warnings] };
    }
}
