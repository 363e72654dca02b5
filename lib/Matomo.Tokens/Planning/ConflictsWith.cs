using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Planning;

/// <summary>Two requests stand in each other's way.</summary>
/// <param name="Other">Which request the one that failed conflicts with, counted from 0.</param>
public sealed record ConflictsWith(int Other) : FailureReason;
