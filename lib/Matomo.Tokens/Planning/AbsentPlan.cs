namespace Matomo.Tokens.Planning;

/// <summary>The token shall not exist.</summary>
internal static class AbsentPlan
{
    public static TokenStep Make(Situation situation)
    {
        RefuseWhatCannotBeRevoked(situation);
        var revoked = situation.Abilities.Revokes ? Revoked(situation) : [];
        var removesFile = situation.File is { Exists: true };
        return situation.Step() with
        {
            Action = revoked.Count > 0 ? TokenAction.Revoked : removesFile ? TokenAction.Updated : TokenAction.None,
            Changes = revoked.Count > 0 ? [new StoreChange.Revoke([.. revoked.Select(token => token.Id ?? 0)])] : [],
            File = removesFile ? FileAction.Remove : FileAction.None,
            DiscardPending = situation.File is { PendingExists: true },
            Value = Found(situation)?.Candidate.Value,
            Before = revoked.Count > 0 ? revoked[0] : null,
            Others = [.. situation.LiveGroup.Except(revoked)],
            Revoked = revoked,
        };
    }

    private static IReadOnlyList<ObservedToken> Revoked(Situation situation) =>
        !IsByValue(situation) ? situation.LiveGroup : Found(situation)?.Token is { IsSystem: false } token ? [token] : [];

    // A request that names a value, or where a value is kept, means that one token and never the others of its group:
    // once its own token is gone, a second run has nothing to do, and must not revoke those of other hosts.
    private static bool IsByValue(Situation situation) =>
        situation.Request is { Value: not null } or { HasKnownToken: true } or { TokenFile: not null };

    private static ObservedValue? Found(Situation situation) =>
        situation.Observation.Values.FirstOrDefault(value => value.Status is ValueStatus.Live or ValueStatus.Expired);

    private static void RefuseWhatCannotBeRevoked(Situation situation)
    {
        if (situation.Abilities.Revokes)
            return;

        if (situation.Abilities is { OneValuePerUser: true, NeedsPassword: false })
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
