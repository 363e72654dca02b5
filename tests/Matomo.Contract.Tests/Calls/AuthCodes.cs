using OtpNet;

namespace Matomo.Contract.Tests.Calls;

/// <summary>
/// Two-factor codes: each works once, so every one that is taken is of another step within the two that Matomo accepts on either side.
/// </summary>
public sealed class AuthCodes(string secret)
{
    private const int StepSeconds = 30;
    private static readonly int[] Steps = [0, 1, -1];
    private readonly Totp _totp = new(Base32Encoding.ToBytes(secret));
    private readonly DateTime _start = DateTime.UtcNow;
    private int _taken;

    public string Next() => At(Steps[_taken++]);

    /// <summary>A code that is none of those around now.</summary>
    public string Wrong() => Enumerable.Range(0, 100)
        .Select(number => number.ToString("D6", CultureInfo.InvariantCulture))
        .First(code => Enumerable.Range(-6, 13).All(step => At(step) != code));

    public string At(int step) => _totp.ComputeTotp(_start.AddSeconds(step * StepSeconds));
}
