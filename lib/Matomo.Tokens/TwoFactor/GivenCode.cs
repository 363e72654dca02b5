using Matomo.Tokens.Errors;

namespace Matomo.Tokens.TwoFactor;

/// <summary>The one code that the caller gave (<c>auth_code</c>).</summary>
public sealed class GivenCode : ITwoFactorCodes
{
    private readonly Secret _code;
    private bool _given;

    /// <summary>Takes the code.</summary>
    public GivenCode(Secret code)
    {
        _code = code;
    }

    /// <inheritdoc/>
    public Task<string> NextAsync(CancellationToken cancellationToken)
    {
        if (_given)
        {
            throw new TokenException(
                TokenErrorCode.TwoFactorRequired,
                "auth_code was used already, and a code creates one token. Give totp_secret instead, from which codes are computed.");
        }

        _given = true;
        return Task.FromResult(_code.Reveal());
    }
}
