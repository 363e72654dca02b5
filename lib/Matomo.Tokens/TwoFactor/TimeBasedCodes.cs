using OtpNet;

namespace Matomo.Tokens.TwoFactor;

/// <summary>Codes computed from a user's two-factor secret (<c>totp_secret</c>): RFC 6238, six digits, 30 seconds, SHA-1.</summary>
/// <remarks>
/// Matomo accepts each code once, from two steps before the present one to two steps ahead (measured on 4.16 and 5.2). So five codes can
/// be had at once: the present one first, then those ahead, then those behind. After that the next step is waited for.
/// </remarks>
public sealed class TimeBasedCodes : ITwoFactorCodes
{
    private const int StepSeconds = 30;

    private static readonly int[] Offsets = [0, 1, 2, -1, -2];

    private readonly Totp _totp;
    private readonly TimeProvider _clock;
    private readonly HashSet<long> _given = [];

    /// <summary>Takes the secret.</summary>
    /// <param name="secret">Base32, as Matomo shows it; blanks and dashes between groups are allowed, case does not matter.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: not base32.</exception>
    public TimeBasedCodes(Secret secret, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(secret);
        _totp = new Totp(Decode(secret.Reveal()), StepSeconds, OtpHashMode.Sha1, totpSize: 6);
        _clock = clock;
    }

    /// <inheritdoc/>
    public async Task<string> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = _clock.GetUtcNow();
            var step = now.ToUnixTimeSeconds() / StepSeconds;
            foreach (var offset in Offsets)
            {
                if (_given.Add(step + offset))
                    return _totp.ComputeTotp(DateTimeOffset.FromUnixTimeSeconds((step + offset) * StepSeconds).UtcDateTime);
            }

            await Task.Delay(DateTimeOffset.FromUnixTimeSeconds((step + 1) * StepSeconds) - now, _clock, cancellationToken);
        }
    }

    private static byte[] Decode(string secret)
    {
        var letters = string.Concat(secret.Split(' ', '-')).ToUpperInvariant();
        try
        {
            // Two letters are the first whole byte.
            return letters.TrimEnd('=').Length > 1 ? Base32Encoding.ToBytes(letters) : throw NotBase32();
        }
        catch (ArgumentException)
        {
            throw NotBase32();
        }
    }

    private static TokenException NotBase32() => new(
        TokenErrorCode.InvalidArguments,
        "The two-factor secret is not base32 (letters A-Z and digits 2-7). Give the one that Matomo shows when two-factor authentication "
        + "is set up.",
        reason: new FailureReason.TwoFactorCode());
}
