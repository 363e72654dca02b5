namespace Matomo.Tokens.Planning;

/// <summary>The token shall exist (Matomo 4 and later).</summary>
internal static class PresentPlan
{
    public static TokenStep Make(Situation situation) => situation switch
    {
        { Request.Recreate: RecreateMode.Always } => NewValue.Make(situation, TokenAction.Created),
        { Known: { } known } => ForKnown(situation, known),
        { Request.Value: not null } => ForRequestedValue(situation),
        { Abilities.SeesGroups: false } => ForUnseenGroup(situation),
        _ => ForGroup(situation),
    };

    private static TokenStep ForKnown(Situation situation, ObservedValue known)
    {
        var token = known.Token ?? new ObservedToken();
        if (situation.IsRenewalDue(token))
            return NewValue.Make(situation, TokenAction.Renewed, token);

        var value = known.Candidate.Value;
        var file = FilePlan.For(situation.File, value);
        var step = Alignment.Align(situation, token, file != FileAction.None);
        file = file == FileAction.None && situation.File is not null && step.Changes.Count > 0 ? FileAction.Refresh : file;
        return step with
        {
            Value = value,
            File = file,
            DiscardPending = FilePlan.DiscardsPending(situation.File, file),
        };
    }

    private static TokenStep ForRequestedValue(Situation situation)
    {
        if (!situation.Abilities.SetsValues)
        {
            throw situation.Failure(
                TokenErrorCode.TokenValueUnknown,
                $"The requested value is not a live token of \"{situation.Request.Login}\" (it does not exist, or has expired), and "
                + "Matomo's API cannot create a token with a given value.",
                new FailureReason.NeedsDatabase(nameof(TokenRequest.Value)));
        }

        var expired = situation.Observation.Values.FirstOrDefault(value => value.Status == ValueStatus.Expired)?.Token;
        return expired is null ? NewValue.OfRequest(situation) : NewValue.Revive(situation, expired);
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
                $"Every run is to give the value of the token \"{request.Description}\" of \"{request.Login}\", but only the run that makes it "
                + "could: its value is kept nowhere. Nothing was changed.",
                new FailureReason.ValueNotKept());
        }

        if (situation.LiveGroup is not [var head, ..])
            return NewValue.Make(situation, TokenAction.Created);

        if (request.TokenFile is not null || request.NeedsValue)
            return NewValue.Beside(situation);

        return situation.IsRenewalDue(head)
            ? NewValue.Make(situation, TokenAction.Renewed, head)
            : Alignment.Align(situation, head, changesFile: false);
    }
}
