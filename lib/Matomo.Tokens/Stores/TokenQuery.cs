using Matomo.Tokens.Observations;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Stores;

/// <summary>What a store is asked about one request.</summary>
/// <param name="Request">The wish.</param>
/// <param name="Candidates">The values that may be the token, in order of precedence.</param>
public sealed record TokenQuery(TokenRequest Request, IReadOnlyList<ValueCandidate> Candidates);
