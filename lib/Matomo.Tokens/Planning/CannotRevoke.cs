using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Planning;

/// <summary>A token is not to exist, and Matomo's API cannot revoke it.</summary>
public sealed record CannotRevoke : FailureReason;
