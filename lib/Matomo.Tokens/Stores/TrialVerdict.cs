namespace Matomo.Tokens.Stores;

/// <summary>Whether Matomo accepts a value.</summary>
internal enum TrialVerdict
{
    Accepted,

    /// <summary>Matomo says clearly that no token has this value.</summary>
    Refused,

    /// <summary>Matomo was not reached, is locked, or answered something else.</summary>
    Undecided,
}
