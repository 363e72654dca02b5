namespace Matomo.Tokens.Planning;

/// <summary>Plans a token that must exist in Matomo 3, where each user has one plain value, which is handed out or replaced.</summary>
internal static class Matomo3Plan
{
    private const string DoesNotApply =
        "Matomo 3 has one token for each user, without a description, an expiry or secure_only: those do not apply.";

    public static TokenStep Make(Situation situation)
    {
        var step = situation.Abilities.SetsValues ? InDatabase(situation) : OverApi(situation);
        return step with { Warnings = [DoesNotApply, .. step.Warnings] };
    }

    private static TokenStep OverApi(Situation situation)
    {
        if (situation.Request.Recreate == RecreateMode.Always)
        {
            throw situation.Failure(
                TokenErrorCode.Unsupported,
                "A new value is not possible over the API of Matomo 3, which hands out the user's one token and cannot replace it.",
                new FailureReason.NeedsDatabase(nameof(TokenRequest.Recreate)));
        }

        if (situation.Known is { } known)
            return Keep(situation, known.Candidate.Value);

        if (situation.Request.Value is not null)
        {
            throw situation.Failure(
                TokenErrorCode.TokenValueUnknown,
                $"The requested value is not the token of \"{situation.Request.Login}\", and the API of Matomo 3 cannot set it.",
                new FailureReason.NeedsDatabase(nameof(TokenRequest.Value)));
        }

        NewValue.RequirePassword(situation);
        return WriteFile(situation) with { Changes = [new StoreChange.Retrieve()] };
    }

    private static TokenStep InDatabase(Situation situation)
    {
        var requested = situation.Request.Value;
        var always = situation.Request.Recreate == RecreateMode.Always;
        var kept = always ? situation.Known?.Candidate.Value : situation.Observation.PlainValue;
        return kept is not null && (requested is null || requested.Equals(kept))
            ? Keep(situation, kept)
            : WriteFile(situation) with
            {
                Action = TokenAction.Updated,
                Changes = [new StoreChange.Replace(requested)],
                Value = requested,
            };
    }

    private static TokenStep Keep(Situation situation, TokenValue value) =>
        WithFile(situation, FilePlan.For(situation.File, value)) with { Value = value };

    private static TokenStep WriteFile(Situation situation) =>
        WithFile(situation, situation.Request.TokenFile is null ? FileAction.None : FileAction.Write);

    private static TokenStep WithFile(Situation situation, FileAction file) => situation.Step() with
    {
        Action = file == FileAction.None ? TokenAction.None : TokenAction.Updated,
        File = file,
        DiscardPending = FilePlan.DiscardsPending(situation.File, file),
        Before = new ObservedToken(),
        Token = new ObservedToken(),
    };
}
