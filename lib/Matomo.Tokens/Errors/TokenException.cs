using Matomo.Tokens.Reconciling;

namespace Matomo.Tokens.Errors;

/// <summary>A run that failed for a reason that its caller can act on.</summary>
/// <remarks>The message says what was tried, on what, what came back and what to do. It never holds a secret.</remarks>
public sealed class TokenException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="code">The reason.</param>
    /// <param name="message">What was tried, on what, what came back, and what to do.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public TokenException(TokenErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
    }

    /// <summary>The reason.</summary>
    public TokenErrorCode Code { get; }

    /// <summary>Whether a token was made before the run failed.</summary>
    public bool TokenWasMade { get; init; }

    /// <summary>The value of a token that was made and could be kept nowhere; null otherwise. It is lost unless the caller hands it on.</summary>
    public TokenValue? UnkeptValue { get; init; }

    /// <summary>Which of several requests failed, counted from 0; null when all of them did.</summary>
    public int? RequestIndex { get; init; }

    /// <summary>What had become true of other requests before this one failed. Empty with the database, which does all or nothing.</summary>
    public IReadOnlyList<TokenOutcome> Completed { get; init; } = [];

    /// <summary>The same failure, as that of one request.</summary>
    /// <param name="index">Which of the requests, counted from 0.</param>
    public TokenException ForRequest(int index) => new(Code, Message, InnerException)
    {
        TokenWasMade = TokenWasMade, UnkeptValue = UnkeptValue, RequestIndex = RequestIndex ?? index, Completed = Completed,
    };

    /// <summary>The same failure, after other requests had been done.</summary>
    internal TokenException After(IReadOnlyList<TokenOutcome> completed) => new(Code, Message, InnerException)
    {
        TokenWasMade = TokenWasMade || completed.Any(outcome => outcome.Step.Changed), UnkeptValue = UnkeptValue, RequestIndex = RequestIndex, Completed = completed,
    };
}
