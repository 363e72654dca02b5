namespace Matomo.Tokens.Errors;

/// <summary>A run that failed for a reason that its caller can act on.</summary>
/// <remarks>The message says what was tried, on what and what came back, in the words of Matomo. It never holds a secret.</remarks>
public class TokenException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="code">The reason.</param>
    /// <param name="message">What was tried, on what, and what came back.</param>
    /// <param name="innerException">What caused it, if anything did. Its <see cref="Reason"/> is that of this one, too.</param>
    /// <param name="reason">What it is about, where there is more than the message says.</param>
    public TokenException(TokenErrorCode code, string message, Exception? innerException = null, FailureReason? reason = null)
        : base(message, innerException)
    {
        Code = code;
        Reason = reason ?? (innerException as TokenException)?.Reason;
    }

    /// <summary>The reason.</summary>
    public TokenErrorCode Code { get; }

    /// <summary>What it is about, with its facts; null when the message says all there is.</summary>
    public FailureReason? Reason { get; }

    /// <summary>Whether a token was made before the run failed.</summary>
    public bool TokenWasMade { get; init; }

    /// <summary>The value of a token that was made and could not be kept: it is lost unless the caller hands it on.</summary>
    public TokenValue? UnkeptValue { get; init; }

    /// <summary>Which of several requests failed, counted from 0; null when all of them did.</summary>
    public int? RequestIndex { get; set; }

    /// <summary>Waits for work on one request, and names the request in a failure.</summary>
    internal static async Task<T> NamingAsync<T>(int index, Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (TokenException exception)
        {
            exception.RequestIndex ??= index;
            throw;
        }
    }
}
