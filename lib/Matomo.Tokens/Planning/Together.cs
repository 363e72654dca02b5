using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Planning;

/// <summary>Refuses requests that stand in each other's way: the same token wished twice, or one wish ending what another keeps.</summary>
internal static class Together
{
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>, naming both.</exception>
    public static void Check(IReadOnlyList<Situation> situations, IReadOnlyList<TokenStep> steps)
    {
        if (situations.Count < 2)
        {
            return;
        }

        RefuseSameGroup(situations);
        RefuseSameReplacement(steps);
        var kept = RefuseSameRow(steps);
        RefuseEndOfKept(steps, kept);
    }

    private static void RefuseSameGroup(IReadOnlyList<Situation> situations)
    {
        var groups = new Dictionary<(string Login, string Description), int>(situations.Count);
        for (var at = 0; at < situations.Count; at++)
        {
            if (situations[at].Request.Description is { } description && !groups.TryAdd((situations[at].Observation.Login, description.Text), at))
            {
                var first = groups[(situations[at].Observation.Login, description.Text)];
                throw Refusal(at, $"The login \"{situations[at].Observation.Login}\" and the description \"{description}\" are those of tokens[{first}] too.");
            }
        }
    }

    // In Matomo 3 all wishes of a user mean the one token that there is: to keep it they may, to replace it one of them may.
    private static void RefuseSameReplacement(IReadOnlyList<TokenStep> steps)
    {
        var replaced = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < steps.Count; at++)
        {
            if (steps[at].Changes.Any(change => change is StoreChange.Replace) && !replaced.TryAdd(steps[at].Login, at))
            {
                throw Refusal(at, $"In Matomo 3 \"{steps[at].Login}\" has one token, and tokens[{replaced[steps[at].Login]}] replaces it too.");
            }
        }
    }

    private static Dictionary<long, int> RefuseSameRow(IReadOnlyList<TokenStep> steps)
    {
        var kept = new Dictionary<long, int>(steps.Count);
        for (var at = 0; at < steps.Count; at++)
        {
            if (steps[at] is { Request.State: TokenState.Present, Token.Id: { } id } && !kept.TryAdd(id, at))
            {
                throw Refusal(at, $"It means the token with the id {id}, and so does tokens[{kept[id]}].");
            }
        }

        return kept;
    }

    private static void RefuseEndOfKept(IReadOnlyList<TokenStep> steps, Dictionary<long, int> kept)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            foreach (var id in Ended(steps[at]))
            {
                if (kept.TryGetValue(id, out var keeper) && keeper != at)
                {
                    throw Refusal(at, $"It would end the token with the id {id}, which tokens[{keeper}] keeps.");
                }
            }
        }
    }

    private static IEnumerable<long> Ended(TokenStep step) => step.Changes.SelectMany(change => change switch
    {
        StoreChange.Revoke revoke => revoke.Ids,
        StoreChange.Expire expire => expire.Ids,
        _ => [],
    });

    private static TokenException Refusal(int index, string why) =>
        new TokenException(TokenErrorCode.InvalidArguments, why + " Take one of them out. Nothing was changed.").ForRequest(index);
}
