namespace Matomo.Tokens.TwoFactor;

/// <summary>Gives two-factor codes, each once.</summary>
public interface ITwoFactorCodes
{
    /// <summary>A code that was not given before and that Matomo accepts now.</summary>
    /// <exception cref="Errors.TokenException"><see cref="Errors.TokenErrorCode.TwoFactorRequired"/>: there is none left.</exception>
    Task<string> NextAsync(CancellationToken cancellationToken);
}
