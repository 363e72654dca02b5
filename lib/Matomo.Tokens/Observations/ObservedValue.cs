namespace Matomo.Tokens.Observations;

/// <summary>A candidate and what the store says about it, with the token that has the value, as far as the store can see it.</summary>
internal sealed record ObservedValue(ValueCandidate Candidate, ValueStatus Status, ObservedToken? Token = null);
