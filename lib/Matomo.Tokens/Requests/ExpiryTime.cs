namespace Matomo.Tokens.Requests;

/// <summary>Reads the moment at which a token expires.</summary>
public static class ExpiryTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a date or an ISO 8601 date-time; UTC where it names no offset.</summary>
    /// <remarks>Fractions of a second are dropped, as Matomo's columns hold none.</remarks>
    /// <param name="option">What the caller calls it, for the message.</param>
    /// <param name="text">For example <c>2027-01-31</c>, <c>2027-01-31T06:00:00Z</c> or <c>2027-01-31T08:00+02:00</c>.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: of another form.</exception>
    public static DateTimeOffset Parse(string option, string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Utc, out var time))
        {
            throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"{option} is \"{text}\": a UTC date or an ISO 8601 date-time is needed, such as 2027-01-31 or 2027-01-31T06:00:00Z.");
        }

        return new DateTimeOffset(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
