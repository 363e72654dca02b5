using System.Buffers;
using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Secrets;

/// <summary>Removes secrets from values. What holds none is returned as it is, not copied.</summary>
/// <remarks>
/// Source: ansible-core 2.14, module_utils/common/parameters.py, remove_values and sanitize_keys. Ansible replaces one secret after
/// another, in the order of a Python set, so that the end of one may stay in sight. Here all that any of them covers is replaced; the time
/// grows with the logarithm of their number.
/// </remarks>
internal sealed class SecretMask
{
    public const string Whole = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER";
    public const string Part = "********";
    private const int MostOfABeginning = 8;

    private readonly HashSet<string> _secrets;
    private readonly string[] _sorted;
    private readonly SearchValues<char> _initials;
    private readonly int _lengthOfBeginnings;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _beginnings;

    // Most of the arguments of many tokens are null: it is looked at once.
    private readonly bool _hidesNull;

    public SecretMask(IEnumerable<string> secrets)
    {
        _secrets = secrets.ToHashSet(StringComparer.Ordinal);
        _sorted = [.. _secrets];
        Array.Sort(_sorted, StringComparer.Ordinal);
        _initials = SearchValues.Create([.. _sorted.Select(secret => secret[0]).Distinct()]);
        _lengthOfBeginnings = Math.Min(MostOfABeginning, _sorted.Select(secret => secret.Length).DefaultIfEmpty().Min());
        var beginnings = _sorted.Select(secret => secret[.._lengthOfBeginnings]).ToHashSet(StringComparer.Ordinal);
        _beginnings = beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        Longest = _sorted.Select(secret => secret.Length).DefaultIfEmpty().Max();
        _hidesNull = PlacesIn(PythonText.Str(null)).Count > 0;
    }

    /// <summary>The length of the longest secret; 0 when there is none.</summary>
    public int Longest { get; }

    public bool IsSecret(string text) => _secrets.Contains(text);

    public string Apply(string text) => IsSecret(text) ? Whole : ApplyInside(text);

    /// <summary>The same for a text that becomes a part of another.</summary>
    public string ApplyInside(string text)
    {
        var places = PlacesIn(text);
        if (places.Count == 0)
            return text;

        var masked = new StringBuilder(text.Length);
        var shown = 0;
        foreach (var (start, end) in places.Order())
        {
            if (start >= shown)
                masked.Append(text, shown, start - shown).Append(Part);

            shown = Math.Max(shown, end);
        }

        return masked.Append(text, shown, text.Length - shown).ToString();
    }

    /// <param name="value">The value.</param>
    /// <param name="names">
    /// For arguments: keys are masked, too, save those that are names of options, and of values what their options declare secret.
    /// </param>
    public object? Apply(object? value, SecretNames? names = null) => value switch
    {
        null => _hidesNull ? Whole : null,
        string text => Apply(text),
        JsonList list => Apply(list, names),
        JsonMap map => Apply(map, names),
        _ => PlacesIn(PythonText.Str(value)).Count > 0 ? Whole : value,
    };

    private JsonList Apply(JsonList list, SecretNames? names)
    {
        JsonList? masked = null;
        for (var index = 0; index < list.Count; index++)
        {
            var element = Apply(list[index], names);
            if (ReferenceEquals(element, list[index]))
                continue;

            masked ??= [.. list];
            masked[index] = element;
        }

        return masked ?? list;
    }

    private JsonMap Apply(JsonMap map, SecretNames? names)
    {
        JsonMap? masked = null;
        for (var index = 0; index < map.Count; index++)
        {
            var (name, member) = map.GetAt(index);
            var maskedName = names?.IsOption(name) is false ? Apply(name) : name;
            var maskedMember = Apply(names is null || member is null ? member : names.Hide(name, member), names);
            if (masked is null && ReferenceEquals(maskedName, name) && ReferenceEquals(maskedMember, member))
                continue;

            masked ??= new JsonMap(map.Take(index));
            masked[maskedName] = maskedMember;
        }

        return masked ?? map;
    }

    /// <summary>Where secrets are in a text, escaped or not.</summary>
    private List<(int Start, int End)> PlacesIn(string text)
    {
        if (_sorted is [])
            return [];

        var places = new List<(int Start, int End)>(FoundIn(text));
        foreach (var layer in DecodedText.LayersOf(text))
            places.AddRange(FoundIn(layer.Text).Select(place => (layer.Starts[place.Start], layer.Ends[place.End - 1])));

        return places;
    }

    private IEnumerable<(int Start, int End)> FoundIn(string text)
    {
        for (var index = NextInitial(text, 0); index >= 0; index = NextInitial(text, index + 1))
        {
            var length = LengthOfSecretAt(text.AsSpan(index));
            if (length > 0)
                yield return (index, index + length);
        }
    }

    private int NextInitial(string text, int start) =>
        text.AsSpan(start).IndexOfAny(_initials) is >= 0 and var step ? start + step : -1;

    /// <summary>The length of the longest secret that a text begins with; 0 when there is none.</summary>
    private int LengthOfSecretAt(ReadOnlySpan<char> text)
    {
        if (text.Length < _lengthOfBeginnings || !_beginnings.Contains(text[.._lengthOfBeginnings]))
            return 0;

        // A secret that the text begins with begins each secret that is sorted between it and the text, too.
        while (!text.IsEmpty)
        {
            var index = _sorted.AsSpan().BinarySearch(new Sought(text));
            if (index >= 0)
                return text.Length;

            var before = ~index > 0 ? _sorted[~index - 1] : "";
            var common = text.CommonPrefixLength(before);
            if (common == before.Length)
                return common;

            text = text[..common];
        }

        return 0;
    }

    private readonly ref struct Sought(ReadOnlySpan<char> text) : IComparable<string>
    {
        private readonly ReadOnlySpan<char> _text = text;

        public int CompareTo(string? other) => _text.SequenceCompareTo(other);
    }
}
