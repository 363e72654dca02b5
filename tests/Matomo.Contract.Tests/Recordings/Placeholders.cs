using System.Text.RegularExpressions;
using OtpNet;

namespace Matomo.Contract.Tests.Recordings;

/// <summary>What the recordings write in double braces. Time stands still while one scenario is replayed.</summary>
public sealed partial class Placeholders(DateTime now, string host)
{
    private const int StepSeconds = 30;
    private static readonly Totp Totp = new(Base32Encoding.ToBytes("JBSWY3DPEHPK3PXP"));
    private readonly Dictionary<long, string> _tokens = [];

    /// <summary>A text of a request or an effect as it is now.</summary>
    public string Expand(string text) => Placeholder().Replace(text, match => Value(match) ?? match.Value);

    /// <summary>Whether <paramref name="actual"/> is what was recorded; learns the tokens that it shows.</summary>
    /// <param name="repetition">With <c>times</c>, the numbers of the tokens go on.</param>
    public bool Match(string recorded, string actual, int repetition)
    {
        var numbers = Placeholder().Matches(recorded).Where(match => match.Groups[1].Value == "token:").Select(Number).Distinct().ToList();
        var shift = repetition * numbers.Count;
        var found = Regex.Match(actual, Pattern(recorded, shift), RegexOptions.Singleline | RegexOptions.CultureInvariant);
        foreach (var number in numbers.Select(number => number + shift).Where(number => found.Groups[$"token{number}"].Success))
            _tokens[number] = found.Groups[$"token{number}"].Value;

        return found.Success;
    }

    private static long Number(Match placeholder) =>
        long.TryParse(placeholder.Groups[2].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private string Pattern(string recorded, int shift)
    {
        var pattern = new StringBuilder(@"\A");
        var seen = new HashSet<long>();
        var end = 0;
        foreach (var match in Placeholder().Matches(recorded).AsEnumerable())
        {
            pattern.Append(Regex.Escape(recorded[end..match.Index])).Append(Pattern(match, shift, seen));
            end = match.Index + match.Length;
        }

        return pattern.Append(Regex.Escape(recorded[end..])).Append(@"\z").ToString();
    }

    private string Pattern(Match match, int shift, HashSet<long> seen) => match.Groups[1].Value switch
    {
        "token:" => Pattern(Number(match) + shift, seen),
        "date" => @"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?",
        "root" => "[^\"]*",
        _ => Regex.Escape(Value(match) ?? match.Value),
    };

    private string Pattern(long token, HashSet<long> seen) => _tokens.TryGetValue(token, out var known) ? Regex.Escape(known)
        : seen.Add(token) ? $"(?<token{token}>[0-9a-f]{{32}})"
        : $@"\k<token{token}>";

    private string? Value(Match match)
    {
        var count = Number(match);
        return match.Groups[1].Value switch
        {
            "token:" => _tokens.GetValueOrDefault(count),
            "totp" => Code(count),
            "totp:wrong" => Wrong(),
            "now" => now.AddSeconds(count).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            "iso" => now.AddSeconds(count).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            "unix" => $"{new DateTimeOffset(now).ToUnixTimeSeconds() + count}",
            "date" => now.AddDays(count).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "host" => host,
            _ => null,
        };
    }

    private string Code(long step) => Totp.ComputeTotp(now.AddSeconds(step * StepSeconds));

    private string Wrong() => Enumerable.Range(0, 100)
        .Select(number => number.ToString("D6", CultureInfo.InvariantCulture))
        .First(code => Enumerable.Range(-8, 17).All(step => Code(step) != code));

    [GeneratedRegex(@"\{\{(token:|totp:wrong|totp|now|iso|unix|date|host|root|hash|hex|cache)([+-]?\d+)?\}\}")]
    private static partial Regex Placeholder();
}
