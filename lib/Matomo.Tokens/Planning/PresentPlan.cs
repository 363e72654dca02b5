namespace Matomo.Tokens.Planning;

/// <summary>Plans a token that must exist (Matomo 4 and later).</summary>
internal static class PresentPlan
{
    public static TokenStep Make(Situation situation) => situation switch
    {
        // What an earlier run made and could not publish is what this run would make.
        { Request.Recreate: RecreateMode.Always, Known: { } left } => ForKnown(situation, left) with { Action = TokenAction.Created },
        { Request.Recreate: RecreateMode.Always } => NewValue.Make(situation, TokenAction.Created),
        { Request.Value: not null } => UnpublishedToken.End(situation, ForRequestedValue(situation)),
        { Known: { } known } => ForKnown(situation, known),
        { Abilities.HasRows: false } => ForUnseenGroup(situation),
        _ => ForGroup(situation),
    };

    private static TokenStep ForKnown(Situation situation, ObservedValue known)
    {
        var token = situation.Believed(known.Token ?? new ObservedToken());
        if (situation.IsRenewalDue(token))
            return NewValue.Make(situation, TokenAction.Renewed, token);

        var step = OtherTokens.After(situation, Alignment.Align(situation, token));
        return Named(FilePlan.After(situation, known.Candidate, step));
    }

    private static TokenStep ForRequestedValue(Situation situation)
    {
        if (situation.Known is { } known)
            return ForKnown(situation, known);

        if (!situation.Abilities.SetsValues)
        {
            throw situation.Failure(
                TokenErrorCode.TokenValueUnknown,
                $"The requested value is not a live token of \"{situation.Request.Login}\" (it does not exist, or has expired), and "
                + "Matomo's API cannot create a token with a given value.",
                new FailureReason.NeedsDatabase(nameof(TokenRequest.Value)));
        }

        var requested = situation.Observation.Values.FirstOrDefault(value => value.Candidate.Source == ValueSource.Requested);
        return requested is { Status: ValueStatus.Expired, Token: { } expired }
            ? NewValue.Revive(situation, expired)
            : NewValue.OfRequest(situation);
    }

    private static TokenStep ForUnseenGroup(Situation situation)
    {
        var request = situation.Request;
        return request.TokenFile is not null || request.HasKnownToken
            ? NewValue.Make(situation, TokenAction.Created)
            : throw situation.Failure(
                TokenErrorCode.NotIdempotent,
                $"Matomo's API cannot list tokens, so every run would make another token for \"{request.Login}\".",
                new FailureReason.ValueNotKnown());
    }

    private static TokenStep ForGroup(Situation situation)
    {
        var request = situation.Request;
        if (request is { NeedsValue: true, TokenFile: null, HasKnownToken: false })
        {
            throw situation.Failure(
                TokenErrorCode.NotIdempotent,
                $"Every run is to give the value of the token \"{request.Description}\" of \"{request.Login}\", but only the run that "
                + "makes it could: its value is kept nowhere. Nothing was changed.",
                new FailureReason.ValueNotKept());
        }

        if (situation.LiveGroup is not [var head, ..])
            return NewValue.Make(situation, TokenAction.Created);

        if (request.TokenFile is not null || request.NeedsValue)
            return NewValue.Beside(situation);

        // Where too little is left of the head, too little is left of all.
        if (situation.IsRenewalDue(head))
            return NewValue.Make(situation, TokenAction.Renewed, head);

        // One that is as requested is enough: the others may be those of other hosts.
        return Named(Alignment.Align(situation, situation.LiveGroup.FirstOrDefault(token => Alignment.Fits(situation, token), head)));
    }

    private static TokenStep Named(TokenStep step) => step with { Action = step.Changed ? TokenAction.Updated : TokenAction.None };
}
