namespace Matomo.Tokens.Api.Client;

/// <summary>What is said of an answer before its body, as far as it tells who gave it.</summary>
/// <param name="Status">The HTTP status.</param>
internal sealed record AnswerHead(int Status)
{
    public string? Location { get; init; }

    /// <summary>WWW-Authenticate.</summary>
    public string? Challenge { get; init; }

    public string? Server { get; init; }

    public string? RetryAfter { get; init; }
}
