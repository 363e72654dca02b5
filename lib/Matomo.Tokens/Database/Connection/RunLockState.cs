namespace Matomo.Tokens.Database.Connection;

/// <summary>How far a run has come with its lock.</summary>
internal enum RunLockState
{
    /// <summary>The server has not answered.</summary>
    Asked,

    /// <summary>It is this run's.</summary>
    Taken,

    /// <summary>Somebody else kept it for as long as this run waited.</summary>
    HeldByOther,
}
