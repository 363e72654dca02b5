using Matomo.StandIn.Users;
using OtpNet;

namespace Matomo.StandIn.Logins;

/// <summary>
/// plugins/TwoFactorAuth/TwoFactorAuthentication.php: a code works once, and any code that was tried is spent. In Matomo 3 it works again
/// and again.
/// </summary>
internal sealed class TwoFactorCodes(TimeProvider clock, MatomoVersion version)
{
    private const int Discrepancy = 2;
    private const int StepSeconds = 30;
    private readonly HashSet<string> _used = [];
    private readonly HashSet<string> _usedRecoveryCodes = [];

    /// <summary>How many codes were tried.</summary>
    public int Spent => _used.Count;

    public bool Spend(StandInUser user, string code) => SpendTotp(user, code) || SpendRecoveryCode(user, code);

    private bool SpendTotp(StandInUser user, string code) =>
        (!version.SpendsCodes || _used.Add($"{user.Login}\n{code}")) && IsRight(user, code);

    /// <summary>The database compares them without case.</summary>
    private bool SpendRecoveryCode(StandInUser user, string code) =>
        user.RecoveryCodes.Contains(code, StringComparer.OrdinalIgnoreCase)
            && _usedRecoveryCodes.Add($"{user.Login}\n{code.ToUpperInvariant()}");

    private bool IsRight(StandInUser user, string code)
    {
        var totp = new Totp(Base32Encoding.ToBytes(user.TotpSecret!.ToUpperInvariant()), StepSeconds);
        var now = clock.GetUtcNow().UtcDateTime;
        return Enumerable.Range(-Discrepancy, (2 * Discrepancy) + 1)
            .Any(step => totp.ComputeTotp(now.AddSeconds(step * StepSeconds)) == code);
    }
}
