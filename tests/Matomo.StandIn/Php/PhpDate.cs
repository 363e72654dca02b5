using System.Text.RegularExpressions;

namespace Matomo.StandIn.Php;

/// <summary>core/Date.php and strtotime in UTC, as far as anybody passes to expireDate.</summary>
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
        "yesterdaySameTime" => now.AddDays(-1),
        "lastWeek" => now.Date.AddDays(-7),
        _ => null,
    };

    private static DateTime? Absolute(string text)
    {
        if (Unix().Match(text) is { Success: true } unix)
            return DateTime.UnixEpoch.AddSeconds(long.Parse(unix.Groups[1].Value, CultureInfo.InvariantCulture));

        // 30 February is 2 March: the days go on from the first of the month.
        if (Days().Match(text) is { Success: true } days
            && int.Parse(days.Groups["day"].Value, CultureInfo.InvariantCulture) is var day and <= 31
            && Exact(
                $"{days.Groups["year"].Value}-{days.Groups["month"].Value.PadLeft(2, '0')}-01{days.Groups["rest"].Value}") is { } first)
        {
            return first.AddDays(day - 1);
        }

        return text.All(char.IsDigit) ? null : Exact(text);
    }

    private static DateTime? Exact(string text) =>
        DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
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

    [GeneratedRegex(@"^@(\d{1,11})$")]
    private static partial Regex Unix();

    [GeneratedRegex(@"^(?<year>\d{4})(?:-(?<month>\d{1,2})-(?<day>\d{1,2})(?<rest>\D.*)?|(?<month>\d\d)(?<day>\d\d))$")]
    private static partial Regex Days();
}
