namespace Matomo.Tokens.Observations;

/// <summary>Where a value that may be the token came from.</summary>
internal enum ValueSource
{
    /// <summary>The request's own value (<c>token_auth</c>).</summary>
    Requested,

    /// <summary>The pending file of an earlier run that did not end.</summary>
    PendingFile,
    TokenFile,
    KnownToken,
}
