namespace Matomo.Tokens.Errors;

/// <summary>A server takes no more at this time: too many do the same at once, or from one address.</summary>
public sealed record TooManyAtOnce : FailureReason;
