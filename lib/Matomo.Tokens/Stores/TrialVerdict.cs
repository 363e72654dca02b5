namespace Matomo.Tokens.Stores;

/// <summary>Whether Matomo accepts a value.</summary>
internal enum TrialVerdict
{
    /// <summary>It does.</summary>
    Accepted,

    /// <summary>It says clearly that no token has this value.</summary>
    Refused,

    /// <summary>It was not reached, is locked, or answered something else.</summary>
    Undecided,
}
