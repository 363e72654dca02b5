namespace Matomo.Tokens.Stores;

/// <summary>What a store is asked about one request.</summary>
/// <param name="Index">Which of the requests, counted from 0.</param>
/// <param name="Request">The request.</param>
/// <param name="Candidates">The values that may be the token, in order of precedence.</param>
internal sealed record TokenQuery(int Index, TokenRequest Request, IReadOnlyList<ValueCandidate> Candidates);
