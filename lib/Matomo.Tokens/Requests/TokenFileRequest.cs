namespace Matomo.Tokens.Requests;

/// <summary>Where a value is kept, and how.</summary>
/// <param name="Path">The file.</param>
public sealed record TokenFileRequest(string Path)
{
    /// <summary>From the mode that the file has to the mode that it shall have; null for 0600 when new, and no change otherwise.</summary>
    public Func<UnixFileMode, UnixFileMode>? Mode { get; init; }

    /// <summary>The user's name or number that shall own it; null for the running user when new, and no change otherwise.</summary>
    public string? Owner { get; init; }

    /// <summary>The group's name or number; null for the running user's when new, and no change otherwise.</summary>
    public string? Group { get; init; }
}
