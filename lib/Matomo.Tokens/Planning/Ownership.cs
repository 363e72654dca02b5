namespace Matomo.Tokens.Planning;

/// <summary>Refuses a value that is another user's live token: it is never taken, kept or revoked as this user's.</summary>
internal static class Ownership
{
    public static void Check(Situation situation)
    {
        if (situation.Observation.Values.FirstOrDefault(value => value.Token is { IsSystem: true }) is { } system)
        {
            throw situation.Failure(
                TokenErrorCode.Unsupported,
                $"The value {Place(system, situation)} is a system token, which belongs to Matomo itself and is not touched. "
                + "Take another value. Nothing was changed.");
        }

        var oneIsEnough = Candidates.OneIsEnough(situation.Request);
        foreach (var value in situation.Observation.Values.TakeWhile(value => !oneIsEnough || value.Status != ValueStatus.Live))
        {
            switch (value.Status)
            {
                case ValueStatus.OtherUser when Matters(value, situation):
                    throw OtherUser(value, situation);
                case ValueStatus.LiveOwnerUnproven:
                    throw Unproven(value, situation);
                default:
                    break;
            }
        }
    }

    // An expired row of somebody else's only stands in the way of storing that very value: the column is unique.
    private static bool Matters(ObservedValue value, Situation situation) => value.Candidate.Source switch
    {
        ValueSource.Requested => true,
        ValueSource.KnownToken when ReplacesOther(situation) => false,
        _ => value.Token is null || value.Token.IsLive(situation.Now),
    };

    // The database resolves every spelling of a login. Over the API a user's own token looks like another's where the login is spelt
    // otherwise, and each run would make one more.
    private static bool ReplacesOther(Situation situation) =>
        situation is { Request: { ReplacesOther: true, State: TokenState.Present }, Abilities.SetsValues: true };

    private static TokenException OtherUser(ObservedValue value, Situation situation) => situation.Failure(
        TokenErrorCode.TokenBelongsToOtherUser,
        $"The value {Place(value, situation)} is a token of another user than \"{situation.Request.Login}\"; nothing was changed. "
        + "Check the login (over the API it must be spelt exactly as Matomo stores it, upper and lower case included) and where the value "
        + "comes from.",
        new FailureReason.OtherUser(
            value.Candidate.Source switch
            {
                ValueSource.Requested => nameof(TokenRequest.Value),
                ValueSource.KnownToken => nameof(TokenRequest.KnownToken),
                _ => nameof(TokenRequest.TokenFile),
            },
            situation.Request.State == TokenState.Absent));

    private static TokenException Unproven(ObservedValue value, Situation situation) => situation.Failure(
        TokenErrorCode.Unsupported,
        $"The value {Place(value, situation)} is a live token, but Matomo's API does not tell whether it is one of "
        + $"\"{situation.Request.Login}\": "
        + "it resolves no e-mail address for ordinary users, and no note of an earlier run beside the token file proves it. "
        + "Give the user's Matomo login instead of the e-mail address.",
        new FailureReason.NeedsDatabase());

    private static string Place(ObservedValue value, Situation situation) => value.Candidate.Source switch
    {
        ValueSource.Requested => "that is requested",
        ValueSource.KnownToken => "that may be the token",
        ValueSource.PendingFile => $"in the pending file beside {situation.Request.TokenFile?.Path}",
        _ => $"in {situation.Request.TokenFile?.Path}",
    };
}
