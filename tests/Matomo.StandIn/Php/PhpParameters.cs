using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Matomo.StandIn.Php;

/// <summary>$_GET, $_POST, or the two together. Values of name[] are kept apart, under the bare name.</summary>
internal sealed partial record PhpParameters(
    ImmutableDictionary<string, string> Values, ImmutableDictionary<string, ImmutableList<string>> Lists)
{
    public static PhpParameters Empty { get; } = new(
        ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, ImmutableList<string>>.Empty);

    /// <summary>Of a name given twice the last one counts.</summary>
    public static PhpParameters FromPairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        pairs.Aggregate(Empty, (all, pair) => all.With(pair.Key, pair.Value));

    public PhpParameters With(string name, string value)
    {
        var list = ListName().Match(name);
        if (!list.Success)
            return this with { Values = Values.SetItem(name, value) };

        var bare = list.Groups[1].Value;
        return this with { Lists = Lists.SetItem(bare, Lists.GetValueOrDefault(bare, []).Add(value)) };
    }

    public PhpParameters Without(string name) => new(Values.Remove(name), Lists.Remove(name));

    public PhpParameters Trimmed() => this with
    {
        Values = Values.ToImmutableDictionary(pair => pair.Key, pair => PhpText.Trim(pair.Value)),
    };

    /// <summary>The + of arrays: what is here wins, even when it is empty.</summary>
    public PhpParameters Over(PhpParameters others) => new(others.Values.SetItems(Values), others.Lists.SetItems(Lists));

    public bool Has(string name, [NotNullWhen(true)] out string? value) => Values.TryGetValue(name, out value);

    /// <summary>Common::getRequestVar: an empty value counts as none.</summary>
    public string Get(string name, string otherwise = "") => Given(name) ?? otherwise;

    public string? Given(string name) => Has(name, out var text) && text.Length > 0 ? PhpText.Sanitize(text) : null;

    /// <summary>As it came; empty without it.</summary>
    public string Raw(string name) => Has(name, out var value) ? value : "";

    [GeneratedRegex(@"^([^\[\]]+)\[[^\[\]]*\]$")]
    private static partial Regex ListName();
}
