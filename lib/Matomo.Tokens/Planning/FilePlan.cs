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

    public static bool DiscardsPending(TokenFileObservation? file, FileAction action) =>
        file is { PendingExists: true } && action != FileAction.PublishPending;
}
