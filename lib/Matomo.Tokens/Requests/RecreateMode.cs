namespace Matomo.Tokens.Requests;

/// <summary>When a new value is made. None of them revokes anything.</summary>
public enum RecreateMode
{
    /// <summary>When a value is needed and none that is known is live.</summary>
    WhenLost,

    /// <summary>Never: a run that needs a new value fails with <see cref="Errors.TokenErrorCode.TokenValueUnknown"/>.</summary>
    Never,

    /// <summary>In every run.</summary>
    Always,
}
