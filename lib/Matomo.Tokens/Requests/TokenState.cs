namespace Matomo.Tokens.Requests;

/// <summary>Whether a token is requested to exist.</summary>
public enum TokenState
{
    /// <summary>It must exist and be live.</summary>
    Present,

    /// <summary>It must not exist.</summary>
    Absent,
}
