namespace Matomo.Tokens.TwoFactor;

/// <summary>Codes that the caller gave (<c>auth_code</c>), in their order.</summary>
public sealed class GivenCodes : ITwoFactorCodes
{
    private readonly Queue<Secret> _codes;

    /// <summary>Takes the codes.</summary>
    public GivenCodes(params IEnumerable<Secret> codes)
    {
        _codes = new Queue<Secret>(codes);
    }

    /// <summary>These codes, and one more after them.</summary>
    public GivenCodes And(Secret code) => new([.. _codes, code]);

    /// <inheritdoc/>
    public Task<string> NextAsync(CancellationToken cancellationToken) => _codes.TryDequeue(out var code)
        ? Task.FromResult(code.Reveal())
        : throw new TokenException(
            TokenErrorCode.TwoFactorRequired,
            "The two-factor code was used already, and a code creates one token. Give the secret instead, from which codes are computed.",
            reason: new FailureReason.TwoFactorCode());
}
