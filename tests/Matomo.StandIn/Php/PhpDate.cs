using System.Globalization;
using System.Text.RegularExpressions;

namespace Matomo.StandIn.Php;

/// <summary>strtotime in UTC, as far as anybody passes to expireDate.</summary>
internal static partial class PhpDate
{
    public static DateTime? Parse(string text, DateTime now)
    {
        var relative = Relative().Match(text);
        return relative.Success ? Add(now, relative) : Named(text, now) ?? Absolute(text);
    }

    private static DateTime? Named(string text, DateTime now) => text switch
    {
        "now" => now,
        "today" => now.Date,
        "tomorrow" => now.Date.AddDays(1),
        "yesterday" => now.Date.AddDays(-1),
        _ => null,
    };

    private static DateTime? Absolute(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date.AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond))
            : null;

    private static DateTime? Add(DateTime now, Match relative)
    {
        var count = int.Parse(relative.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return relative.Groups[2].Value switch
        {
            "second" => now.AddSeconds(count),
            "minute" => now.AddMinutes(count),
            "hour" => now.AddHours(count),
            "day" => now.AddDays(count),
            "week" => now.AddDays(7 * count),
            "month" => now.AddMonths(count),
            _ => now.AddYears(count),
        };
    }

    [GeneratedRegex(@"^([+-]?\d{1,6}) ?(second|minute|hour|day|week|month|year)s?$")]
    private static partial Regex Relative();
}
