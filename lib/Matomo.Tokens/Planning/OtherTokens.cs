namespace Matomo.Tokens.Planning;

/// <summary>Ends the group's other live tokens, where that is requested.</summary>
internal static class OtherTokens
{
    /// <summary>Adds to a step what becomes of them.</summary>
    public static TokenStep After(Situation situation, TokenStep step)
    {
        var request = situation.Request;
        var others = situation.Others(step.Token);
        var end = request.Overlap?.After(situation.Now) ?? situation.Now;
        var ended = request.RevokeOthers ? others.Where(other => other.ExpiresAt is null || other.ExpiresAt > end).ToList() : [];
        if (ended.Count == 0)
            return step with { Others = others };

        return step with
        {
            Changes = [.. step.Changes, new StoreChange.Expire([.. ended.Select(other => other.Id ?? 0)], end)],
            Others = end > situation.Now ? [.. others.Select(other => ended.Contains(other) ? other with { ExpiresAt = end } : other)] : [],
            Revoked = end > situation.Now ? [] : ended,
        };
    }
}
