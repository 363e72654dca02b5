namespace Matomo.Tokens.Requests;

/// <summary>Where a value is kept, and how.</summary>
public sealed record TokenFileRequest(string Path)
{
    /// <summary>Gives the requested mode for the present one. Null: 0600 for a new file, else unchanged.</summary>
    public Func<UnixFileMode, UnixFileMode>? Mode { get; init; }

    /// <summary>Name or number of the owner. Null: the running user for a new file, else unchanged.</summary>
    public string? Owner { get; init; }

    /// <summary>Name or number of the group. Null: the running user's for a new file, else unchanged.</summary>
    public string? Group { get; init; }

    /// <summary>Where the file is on another host, what is there, as <c>TokenFileKeeper</c> found it on that host. Null: it is on this
    /// one.</summary>
    public Secret? Found { get; init; }
}
