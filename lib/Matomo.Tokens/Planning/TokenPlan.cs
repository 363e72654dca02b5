namespace Matomo.Tokens.Planning;

/// <summary>What a run does: one step for each request, in their order.</summary>
internal sealed record TokenPlan(IReadOnlyList<TokenStep> Steps);
