namespace MatomoToken;

/// <summary>One token of a task.</summary>
/// <param name="Request">What the task asks for.</param>
/// <param name="ReturnsToken">Whether the result holds the value (<c>return_token</c>; by default, when it is in nothing else).</param>
internal sealed record RequestedToken(TokenRequest Request, bool ReturnsToken);
