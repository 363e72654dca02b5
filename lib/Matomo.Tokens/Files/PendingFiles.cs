namespace Matomo.Tokens.Files;

/// <summary>A new value and the note about it, before they take their places.</summary>
internal sealed record PendingFiles(PendingFile Value, PendingFile Note) : IDisposable
{
    public void Dispose()
    {
        Value.Dispose();
        Note.Dispose();
    }
}
