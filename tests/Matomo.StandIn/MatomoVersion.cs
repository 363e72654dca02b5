using System.Globalization;

namespace Matomo.StandIn;

/// <summary>The version that is stood in for, and what its generation does differently.</summary>
public sealed record MatomoVersion
{
    public static MatomoVersion Default { get; } = Parse("5.2.0");

    private MatomoVersion(string text, int major) => (Text, Major) = (text, major);

    public string Text { get; }

    public int Major { get; }

    public bool HasManyTokensPerUser => Major >= 4;

    public bool HasSecureOnly => Major >= 5;

    /// <summary>core/ExceptionHandler.php: 3.x leaves the status at 200 for an error without a code, 4.x and later set 500.</summary>
    internal int EarlyErrorStatus => Major >= 4 ? 500 : 200;

    /// <summary>core/NoAccessException.php: has a code from 5.0 on.</summary>
    internal int NoAccessStatus => Major >= 5 ? 401 : 200;

    /// <summary>core/API/Proxy.php: a BadRequestException from 5.0 on.</summary>
    internal int UnknownMethodStatus => Major >= 5 ? 400 : 200;

    public static MatomoVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return int.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= 3
            ? new MatomoVersion(text, major)
            : throw new FormatException($"'{text}' is not a version of Matomo, such as 3.14.1, 4.16.1 or 5.2.0.");
    }

    public override string ToString() => Text;
}
