namespace Matomo.Tokens.Planning;

/// <summary>Plans a token that must not exist.</summary>
internal static class AbsentPlan
{
    public static TokenStep Make(Situation situation)
    {
        RefuseWhatCannotBeRevoked(situation);
        var found = situation.Observation.Values.Where(value => value.Status is ValueStatus.Live or ValueStatus.Expired).ToList();
        var revoked = Revoked(situation, found);
        var removesFile = situation.File is { Exists: true };
        return situation.Step() with
        {
            Action = revoked.Count > 0 ? TokenAction.Revoked : removesFile ? TokenAction.Updated : TokenAction.None,
            Changes = revoked.Count > 0 ? [new StoreChange.Revoke([.. revoked.Select(token => token.Id ?? 0)])] : [],
            File = removesFile ? FileAction.Remove : FileAction.None,
            DiscardPending = situation.File is { PendingExists: true },
            Value = found.FirstOrDefault()?.Candidate.Value,
            Before = revoked.Count > 0 ? revoked[0] : null,
            Others = [.. situation.LiveGroup.Except(revoked)],
            Revoked = revoked,
        };
    }

    private static IReadOnlyList<ObservedToken> Revoked(Situation situation, List<ObservedValue> found) =>
        IsByValue(situation) ? [.. found.Select(value => value.Token).OfType<ObservedToken>()] : situation.LiveGroup;

    // A request that names values, or where a value is kept, means their tokens and never the others of the group:
    // once its own token is gone, a second run has nothing to do, and must not revoke those of other hosts.
    private static bool IsByValue(Situation situation) =>
        situation.Request is { Value: not null } or { HasKnownToken: true } or { TokenFile: not null };

    private static void RefuseWhatCannotBeRevoked(Situation situation)
    {
        // In Matomo 3 a user has a token, or there is no such user.
        var isMatomo3 = situation.Abilities is { OneValuePerUser: true, NeedsPassword: false };
        if (situation.Abilities.HasRows || (isMatomo3 && situation.Observation.PlainValue is null))
            return;

        if (isMatomo3)
        {
            throw situation.Failure(
                TokenErrorCode.Unsupported,
                $"In Matomo 3 the user \"{situation.Request.Login}\" always has one token: it can be replaced, not removed. "
                + "Nothing was changed.",
                new FailureReason.Settings(nameof(TokenRequest.Recreate), nameof(TokenRequest.Value)));
        }

        if (situation.Known is not null)
            throw Unsupported(situation, "is live, and Matomo's API cannot revoke a token");

        if (!IsByValue(situation))
        {
            const string Why = "cannot be looked up: nothing tells its value, and Matomo's API can neither list nor revoke tokens";
            throw Unsupported(situation, Why);
        }
    }

    private static TokenException Unsupported(Situation situation, string why) => situation.Failure(
        TokenErrorCode.Unsupported,
        $"The token of \"{situation.Request.Login}\" {why}. Revoke it in Matomo (Settings, Personal, Security), "
        + "or give tokens an expiry so that they end by themselves. Nothing was changed.",
        new FailureReason.NeedsDatabase(nameof(TokenRequest.ExpiresIn)));
}
