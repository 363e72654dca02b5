using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Reconciling;

/// <summary>What became, or in check mode would become, of one request.</summary>
/// <param name="Step">What was planned.</param>
/// <param name="Value">The token's value; null when it is not known, and in check mode where it would be new.</param>
/// <param name="Token">The token; null when there is none.</param>
public sealed record TokenOutcome(TokenStep Step, TokenValue? Value, ObservedToken? Token)
{
    /// <summary>The wish.</summary>
    public TokenRequest Request => Step.Request;
}
