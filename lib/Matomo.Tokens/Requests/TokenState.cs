namespace Matomo.Tokens.Requests;

/// <summary>Whether a token shall exist.</summary>
public enum TokenState
{
    /// <summary>It shall exist and be live.</summary>
    Present,

    /// <summary>It shall not exist.</summary>
    Absent,
}
