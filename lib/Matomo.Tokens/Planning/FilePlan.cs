namespace Matomo.Tokens.Planning;

/// <summary>What becomes of the token file of a token whose value is known.</summary>
internal static class FilePlan
{
    public static FileAction For(TokenFileObservation? file, TokenValue value) => file switch
    {
        null => FileAction.None,
        _ when value.Equals(file.Value) && file.IsExact => file.AttributesInLine ? FileAction.None : FileAction.SetAttributes,
        _ when value.Equals(file.PendingValue) => FileAction.PublishPending,
        _ => FileAction.Write,
    };

    /// <summary>Adds to a step what becomes of the file, and of the note beside it where the store can tell the truth.</summary>
    public static TokenStep After(Situation situation, ValueCandidate known, TokenStep step)
    {
        var action = For(situation.File, known.Value);
        var isNoteWrong = situation is { Abilities.HasRows: true, File: { } file }
            && (step.Token != step.Before || IsWrong(known.Companion, file.Note, situation, step));
        if (isNoteWrong && action is (FileAction.None or FileAction.SetAttributes))
            action = FileAction.Refresh;

        return step with
        {
            Value = known.Value,
            File = action,
            DiscardPending = DiscardsPending(situation.File, action),
            NotesAnew = isNoteWrong && action == FileAction.PublishPending,
        };
    }

    public static bool DiscardsPending(TokenFileObservation? file, FileAction action) =>
        file is { PendingExists: true } && action != FileAction.PublishPending;

    // One of another value is wrong, too; where there is none, none is missed.
    private static bool IsWrong(TokenCompanion? noted, TokenCompanion? there, Situation situation, TokenStep step) =>
        noted is null ? there is not null : !noted.Describes(step.Token, situation.Description);
}
