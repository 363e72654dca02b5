namespace Matomo.Tokens.Reconciling;

/// <summary>What a run did, or in check mode would do.</summary>
/// <param name="Outcomes">One for each request, in their order.</param>
/// <param name="MatomoVersion">The installed version, or null when it was not needed or cannot be read.</param>
/// <param name="Warnings">What the user should know.</param>
public sealed record ReconcileResult(IReadOnlyList<TokenOutcome> Outcomes, string? MatomoVersion, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether anything is different afterwards.</summary>
    public bool Changed => Outcomes.Any(outcome => outcome.Changed);
}
