using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace Matomo.StandIn.Php;

/// <summary>$_GET, $_POST, or the two together. Values of name[] are kept apart, under the bare name.</summary>
internal sealed partial record PhpParameters(ImmutableDictionary<string, string> Values, ImmutableDictionary<string, ImmutableList<string>> Lists)
{
    public static PhpParameters Empty { get; } = new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, ImmutableList<string>>.Empty);

    public static PhpParameters FromQuery(string query) => FromPairs(query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "")));

    /// <summary>Of a name given twice the last one counts.</summary>
    public static PhpParameters FromPairs(IEnumerable<KeyValuePair<string, string>> pairs) => pairs.Aggregate(Empty, (all, pair) => all.With(pair.Key, pair.Value));

    public PhpParameters With(string name, string value)
    {
        var list = ListName().Match(name);
        if (!list.Success)
        {
            return this with { Values = Values.SetItem(name, value) };
        }

        var bare = list.Groups[1].Value;
        return this with { Lists = Lists.SetItem(bare, Lists.GetValueOrDefault(bare, []).Add(value)) };
    }

    public PhpParameters Without(string name) => new(Values.Remove(name), Lists.Remove(name));

    /// <summary>The + of arrays: what is here wins, even when it is empty.</summary>
    public PhpParameters Over(PhpParameters others) => new(others.Values.SetItems(Values), others.Lists.SetItems(Lists));

    public bool Has(string name, [NotNullWhen(true)] out string? value) => Values.TryGetValue(name, out value);

    /// <summary>Common::getRequestVar: an empty value counts as none.</summary>
    public string Get(string name, string otherwise = "") => Given(name) ?? otherwise;

    public string? Given(string name) => Has(name, out var value) && PhpText.Trim(value) is { Length: > 0 } text ? PhpText.Sanitize(text) : null;

    /// <summary>As it came, but trimmed, as Request::getRequestArrayFromString does with every value.</summary>
    public string? Raw(string name) => Has(name, out var value) ? PhpText.Trim(value) : null;

    [GeneratedRegex(@"^([^\[\]]+)\[[^\[\]]*\]$")]
    private static partial Regex ListName();
}
