using Matomo.StandIn.Users;
using OtpNet;

namespace Matomo.StandIn.Logins;

/// <summary>plugins/TwoFactorAuth/TwoFactorAuthentication.php: a code works once, and any code that was tried is spent.</summary>
internal sealed class TwoFactorCodes(TimeProvider clock)
{
    private const int Discrepancy = 2;
    private const int StepSeconds = 30;
    private readonly HashSet<string> _used = [];

    public bool Spend(StandInUser user, string code) => _used.Add($"{user.Login}\n{code}") && IsRight(user, code);

    private bool IsRight(StandInUser user, string code)
    {
        var totp = new Totp(Base32Encoding.ToBytes(user.TotpSecret!.ToUpperInvariant()), StepSeconds);
        var now = clock.GetUtcNow().UtcDateTime;
        return Enumerable.Range(-Discrepancy, (2 * Discrepancy) + 1)
            .Any(step => totp.ComputeTotp(now.AddSeconds(step * StepSeconds)) == code);
    }
}
