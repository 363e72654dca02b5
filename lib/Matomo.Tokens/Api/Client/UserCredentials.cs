using Matomo.Tokens.TwoFactor;

namespace Matomo.Tokens.Api.Client;

/// <summary>What proves to Matomo's API that the caller may create a user's tokens.</summary>
/// <param name="Password">That user's own password.</param>
/// <param name="Codes">Where two-factor codes come from; null when the user has no two-factor authentication.</param>
public sealed record UserCredentials(Secret Password, ITwoFactorCodes? Codes = null)
{
    internal async Task<string?> NextCodeAsync(CancellationToken cancellationToken) =>
        Codes is null ? null : await Codes.NextAsync(cancellationToken);
}
