namespace Matomo.Tokens.Errors;

/// <summary>Why a run failed. Each code calls for a different remedy.</summary>
public enum TokenErrorCode
{
    /// <summary>A request that contradicts itself or has the wrong form. Nothing was read or changed.</summary>
    InvalidArguments,

    /// <summary>Matomo, or the web server before it, does not accept the login and password.</summary>
    AuthenticationFailed,

    /// <summary>The user has two-factor authentication and no code was given, or has none where every user must have it.</summary>
    TwoFactorRequired,

    /// <summary>The two-factor code is wrong, too old or was used before.</summary>
    TwoFactorRejected,

    /// <summary>Matomo refuses everything from this address after too many failed logins.</summary>
    LockedOut,

    /// <summary>No user has this login or e-mail address.</summary>
    UserNotFound,

    /// <summary>The value is a live token of somebody else.</summary>
    TokenBelongsToOtherUser,

    /// <summary>The token's value is needed, is not known, and may not be made anew.</summary>
    TokenValueUnknown,

    /// <summary>As asked, every run would make another token.</summary>
    NotIdempotent,

    /// <summary>The store, or this version of Matomo, cannot do what was asked.</summary>
    Unsupported,

    /// <summary>The server could not be reached, or the connection was lost.</summary>
    Unreachable,

    /// <summary>No answer came within the time-out.</summary>
    Timeout,

    /// <summary>The encrypted connection could not be made or trusted.</summary>
    TlsFailed,

    /// <summary>The URL leads to another one.</summary>
    Redirected,

    /// <summary>What answered is not Matomo's API.</summary>
    NotMatomo,

    /// <summary>Matomo answered with an error of its own.</summary>
    MatomoError,

    /// <summary>Matomo's configuration file cannot be read, or lacks what is needed.</summary>
    ConfigUnreadable,

    /// <summary>The database server could not be reached.</summary>
    DatabaseUnreachable,

    /// <summary>The database server refused the account, or a right is missing.</summary>
    DatabaseAccessDenied,

    /// <summary>Another run holds the lock for too long.</summary>
    DatabaseLocked,

    /// <summary>The tables are not those of a Matomo that is known.</summary>
    SchemaUnknown,

    /// <summary>The token file cannot be read, written or locked.</summary>
    TokenFileUnwritable,

    /// <summary>Something else than a token stands where the token file should be.</summary>
    TokenFileNotOurs,

    /// <summary>A fault of this program.</summary>
    InternalError,
}
