namespace Matomo.Tokens.Errors;

/// <summary>What a failure is about, with its facts, for a program that has advice of its own. A failure whose message says all there is
/// has none.</summary>
public abstract record FailureReason;
