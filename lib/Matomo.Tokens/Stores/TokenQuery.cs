namespace Matomo.Tokens.Stores;

/// <summary>What a store is asked about one request: the values that may be the token, in order of precedence.</summary>
internal sealed record TokenQuery(int Index, TokenRequest Request, IReadOnlyList<ValueCandidate> Candidates);
