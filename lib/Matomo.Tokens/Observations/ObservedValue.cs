namespace Matomo.Tokens.Observations;

/// <summary>A candidate and what the store says about it, with the token that has the value, as far as the store can see it.</summary>
internal sealed record ObservedValue(ValueCandidate Candidate, ValueStatus Status, ObservedToken? Token = null)
{
    /// <summary>Whether it is a super user's, and assumed to be this one's: Matomo's API does not tell super users apart.</summary>
    public bool OwnerIsAssumed { get; init; }
}
