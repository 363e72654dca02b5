namespace Matomo.Tokens.Requests;

/// <summary>A length of time in whole hours, from one hour to a hundred years.</summary>
public readonly record struct TokenLifetime
{
    private const int MaximumHours = 100 * 366 * 24;

    private TokenLifetime(int hours)
    {
        Hours = hours;
    }

    /// <summary>The length in hours, the unit of the API's <c>expireHours</c>.</summary>
    public int Hours { get; }

    /// <summary>The length as a duration.</summary>
    public TimeSpan Duration => TimeSpan.FromHours(Hours);

    /// <summary>The time when it has passed, or the last that there is.</summary>
    internal DateTimeOffset After(DateTimeOffset time) =>
        DateTimeOffset.MaxValue - time > Duration ? time + Duration : DateTimeOffset.MaxValue;

    /// <summary>Reads <c>12h</c>, <c>90d</c> or <c>2w</c>.</summary>
    /// <param name="option">What the caller calls it, for the message.</param>
    /// <param name="text">The number and the unit: hours, days of 24 hours or weeks of 7 days.</param>
    /// <exception cref="TokenException">
    /// <see cref="TokenErrorCode.InvalidArguments"/>: of another form, zero, or more than a hundred years.
    /// </exception>
    public static TokenLifetime Parse(string option, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var unit = text.Length == 0 ? 0 : text[^1] switch { 'h' => 1, 'd' => 24, 'w' => 7 * 24, _ => 0 };
        if (unit == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Invalid(option, text, "a whole number followed by h, d or w is needed, such as 12h, 90d or 2w");

        return (long)number * unit is var hours and > 0 and <= MaximumHours
            ? new TokenLifetime((int)hours)
            : throw Invalid(option, text, "it must be at least 1h and at most a hundred years");
    }

    private static TokenException Invalid(string option, string text, string why) =>
        new(TokenErrorCode.InvalidArguments, $"{option} is \"{text}\": {why}.");
}
