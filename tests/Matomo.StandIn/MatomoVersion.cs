namespace Matomo.StandIn;

/// <summary>The version that is stood in for. Every rule that differs between versions is a line here; nothing else compares version numbers.</summary>
public sealed record MatomoVersion
{
    public static MatomoVersion Default { get; } = Parse("5.2.0");

    private readonly Version _number;

    private MatomoVersion(string text, Version number) => (Text, _number) = (text, number);

    public string Text { get; }

    public int Major => _number.Major;

    public bool HasManyTokensPerUser => IsFrom(4, 0);

    /// <summary>The column secure_only of user_token_auth.</summary>
    public bool HasSecureOnly => IsFrom(5, 0);

    /// <summary>API.getLogoUrl went with 4.0.</summary>
    internal bool HasLogoUrls => !IsFrom(4, 0);

    /// <summary>Authorization: Bearer is read as a token; two tokens that differ are refused.</summary>
    internal bool ReadsBearer => IsFrom(5, 4);

    /// <summary>Recorded: 5.8.0 takes it, 5.3.0-alpha ignores it.</summary>
    internal bool TakesSecureOnly => IsFrom(5, 8);

    /// <summary>core/ExceptionHandler.php: 3.x leaves the status at 200 for an error without a code, 4.x and later set 500.</summary>
    internal int EarlyErrorStatus => IsFrom(4, 0) ? 500 : 200;

    /// <summary>core/NoAccessException.php: has a code from 5.0 on.</summary>
    internal int NoAccessStatus => IsFrom(5, 0) ? 401 : 200;

    /// <summary>core/API/Proxy.php: a BadRequestException from 5.0 on.</summary>
    internal int UnknownMethodStatus => IsFrom(5, 0) ? 400 : 200;

    internal int MissingParameterStatus => IsFrom(5, 7) ? 400 : 200;

    public static MatomoVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Version.TryParse(text.Split('-')[0], out var number) && number.Major >= 3
            ? new MatomoVersion(text, number)
            : throw new FormatException($"'{text}' is not a version of Matomo, such as 3.14.1, 4.16.1 or 5.8.0.");
    }

    public override string ToString() => Text;

    private bool IsFrom(int major, int minor) => (_number.Major, _number.Minor).CompareTo((major, minor)) >= 0;
}
