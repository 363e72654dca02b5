namespace Matomo.Tokens.Observations;

/// <summary>A candidate and what the store says about it.</summary>
/// <param name="Candidate">The value and where it came from.</param>
/// <param name="Status">What the store says.</param>
/// <param name="Token">The token that has the value, as far as the store can see it.</param>
internal sealed record ObservedValue(ValueCandidate Candidate, ValueStatus Status, ObservedToken? Token = null);
