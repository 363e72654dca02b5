using Matomo.Tokens.Errors;

namespace Matomo.Tokens.TwoFactor;

/// <summary>A two-factor code is needed.</summary>
/// <param name="WasGiven">Whether there is one, or a secret for it, which is wrong or used up.</param>
public sealed record TwoFactorCodes(bool WasGiven) : FailureReason;
