using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Reconciling;

/// <summary>What became, or in check mode would become, of one request.</summary>
/// <param name="Step">What was planned.</param>
/// <param name="Value">The token's value; null when it is not known, and in check mode where it would be new.</param>
/// <param name="Token">The token; null when there is none.</param>
public sealed record TokenOutcome(TokenStep Step, TokenValue? Value, ObservedToken? Token)
{
    /// <summary>The request.</summary>
    public TokenRequest Request => Step.Request;

    /// <summary>What a plan says of each request.</summary>
    internal static List<TokenOutcome> Of(TokenPlan plan) => [.. plan.Steps.Select(step => new TokenOutcome(step, step.Value, step.Token))];
}
