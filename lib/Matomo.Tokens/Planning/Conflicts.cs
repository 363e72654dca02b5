namespace Matomo.Tokens.Planning;

/// <summary>Refuses requests that contradict each other: the same token twice, or one that ends what another keeps.</summary>
/// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>, naming both.</exception>
internal static class Conflicts
{
    /// <summary>What can be told before anything is read: the same value in two requests.</summary>
    public static void Check(IReadOnlyList<TokenRequest> requests)
    {
        RefuseSame(requests, request => request.Value, _ => "Its value is that of another request too. Nothing was read or changed.");
    }

    /// <summary>What the plan shows.</summary>
    public static void Check(IReadOnlyList<TokenStep> steps)
    {
        RefuseSame(
            steps,
            step => step.Request.Description is { } description ? Tuple.Create(step.Login, description.Text) : null,
            group => $"The login \"{group.Item1}\" and the description \"{group.Item2}\" are those of another request too. "
                + "Give each a description of its own. Nothing was changed.");

        // In Matomo 3 all requests of a user mean the one token that there is: to keep it they may, to replace it one of them may.
        RefuseSame(
            steps,
            step => step.Changes.Any(change => change is StoreChange.Replace) ? step.Login : null,
            login => Refusal($"In Matomo 3 \"{login}\" has one token, and another request replaces it too."));
        var kept = RefuseSame(
            steps,
            step => step is { Request.State: TokenState.Present, Token.Id: { } id } ? (object)id : null,
            id => Refusal($"It means the token with the id {id}, and so does another request."));
        RefuseEndOfKept(steps, kept);
    }

    private static Dictionary<TKey, int> RefuseSame<T, TKey>(IReadOnlyList<T> items, Func<T, TKey?> keyOf, Func<TKey, string> message)
        where TKey : class
    {
        var seen = new Dictionary<TKey, int>(items.Count);
        foreach (var (index, item) in items.Index())
        {
            if (keyOf(item) is { } key && !seen.TryAdd(key, index))
                throw Failure(index, message(key), seen[key]);
        }

        return seen;
    }

    private static void RefuseEndOfKept(IReadOnlyList<TokenStep> steps, Dictionary<object, int> kept)
    {
        foreach (var (step, id) in steps.SelectMany(step => Ended(step).Select(id => (step, id))))
        {
            if (kept.TryGetValue(id, out var keeper) && keeper != step.Index)
                throw Failure(step.Index, Refusal($"It would end the token with the id {id}, which another request keeps."), keeper);
        }
    }

    private static IEnumerable<long> Ended(TokenStep step) => step.Changes.SelectMany(change => change switch
    {
        StoreChange.Revoke revoke => revoke.Ids,
        StoreChange.Expire expire => expire.Ids,
        _ => [],
    });

    private static string Refusal(string why) => why + " Take one of them out. Nothing was changed.";

    private static TokenException Failure(int index, string message, int other) =>
        new(TokenErrorCode.InvalidArguments, message, reason: new FailureReason.ConflictsWith(other)) { RequestIndex = index };
}
