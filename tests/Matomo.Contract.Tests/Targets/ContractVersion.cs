namespace Matomo.Contract.Tests.Targets;

/// <summary>
/// A version of Matomo, and what of the contract differs between versions. Each line is from the recordings, but for those that say
/// otherwise.
/// </summary>
public sealed record ContractVersion(int Major, int Minor)
{
    /// <summary>Of "you may not", from 5.0 on; a plain refusal before.</summary>
    public int NoAccessStatus => IsFrom(5, 0) ? 401 : 200;

    /// <summary>Of a method that there is not.</summary>
    public int UnknownMethodStatus => IsFrom(5, 0) ? 400 : 200;

    /// <summary>Of a parameter that is missing or empty. Recorded of 5.8.0; the changelog says 5.7.0.</summary>
    public int MissingParameterStatus => IsFrom(5, 7) ? 400 : 200;

    /// <summary>Whether an Authorization: Bearer is a token. Recorded of 5.8.0; the changelog says 5.4.0.</summary>
    public bool ReadsBearer => IsFrom(5, 4);

    /// <summary>Whether creation takes secureOnly.</summary>
    public bool TakesSecureOnly => IsFrom(5, 8);

    /// <summary>Whether a missing or wrong two-factor code counts as a failed login. Read, not recorded (matomo#24621).</summary>
    public bool CountsFailedCodes => IsFrom(5, 13);

    /// <summary>Whether blanks around a parameter count. Read, not recorded.</summary>
    public bool TakesBlanksAsTheyAre => IsFrom(6, 0);

    /// <summary>Reads <c>5.8.0</c>, <c>5.3.0-alpha</c>.</summary>
    public static ContractVersion Parse(string text)
    {
        var parts = text.Split('.', '-');
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private bool IsFrom(int major, int minor) => (Major, Minor).CompareTo((major, minor)) >= 0;
}
