namespace Matomo.Tokens;

/// <summary>What becomes of a token file.</summary>
public enum FileAction
{
    /// <summary>It stays as it is, or none is requested.</summary>
    None,

    /// <summary>Its mode, owner and group are set.</summary>
    SetAttributes,

    /// <summary>It is written anew, by way of the pending file.</summary>
    Write,

    /// <summary>Its value stays. It is written anew together with the note beside it, which is not right any more.</summary>
    Refresh,

    /// <summary>The pending file of an earlier run takes its place.</summary>
    PublishPending,

    /// <summary>It and the note beside it are removed.</summary>
    Remove,
}
