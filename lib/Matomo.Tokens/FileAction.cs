namespace Matomo.Tokens;

/// <summary>What becomes of a token file.</summary>
public enum FileAction
{
    /// <summary>It stays as it is, or none was asked for.</summary>
    None,

    /// <summary>Its mode, owner and group are set.</summary>
    SetAttributes,

    /// <summary>It is written anew, by way of the pending file.</summary>
    Write,

    /// <summary>Its value stays, and it is written anew together with its companion, since what that notes has changed.</summary>
    Refresh,

    /// <summary>The pending file of an earlier run takes its place.</summary>
    PublishPending,

    /// <summary>It and its companion are removed.</summary>
    Remove,
}
