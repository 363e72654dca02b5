using System.Buffers;

namespace Ansible.Modules.Secrets;

/// <summary>The secrets of one length. Finding them in a text takes the same time whether they are one or a hundred thousand.</summary>
internal sealed class SecretsOfLength
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _secrets;
    private readonly SearchValues<char> _beginnings;

    /// <param name="length">Their length, not 0.</param>
    /// <param name="secrets">The secrets, compared ordinally.</param>
    public SecretsOfLength(int length, HashSet<string> secrets)
    {
        Length = length;
        _secrets = secrets.GetAlternateLookup<ReadOnlySpan<char>>();
        _beginnings = SearchValues.Create([.. secrets.Select(secret => secret[0]).Distinct()]);
    }

    public int Length { get; }

    /// <summary>Whether the text is one of them.</summary>
    public bool Contains(ReadOnlySpan<char> text) => text.Length == Length && _secrets.Contains(text);

    /// <summary>Whether one of them occurs in the text.</summary>
    public bool OccurIn(ReadOnlySpan<char> text) => IndexIn(text, start: 0) >= 0;

    /// <summary>The text with each of them replaced, from left to right; the very same string when there is none.</summary>
    public string ReplaceIn(string text, string replacement)
    {
        var found = IndexIn(text, start: 0);
        if (found < 0)
            return text;

        var replaced = new StringBuilder(text.Length);
        var start = 0;
        for (; found >= 0; found = IndexIn(text, start))
        {
            replaced.Append(text, start, found - start).Append(replacement);
            start = found + Length;
        }

        return replaced.Append(text, start, text.Length - start).ToString();
    }

    private int IndexIn(ReadOnlySpan<char> text, int start)
    {
        var end = text.Length - Length + 1;
        for (var index = start; index < end; index++)
        {
            var step = text[index..end].IndexOfAny(_beginnings);
            if (step < 0)
                break;

            index += step;
            if (_secrets.Contains(text.Slice(index, Length)))
                return index;
        }

        return -1;
    }
}
