using System.Diagnostics.CodeAnalysis;

namespace Matomo.Tokens.Requests;

/// <summary>What a token is for, as Matomo understands the text: entities decoded once, outer blanks trimmed.</summary>
public sealed class TokenDescription : IEquatable<TokenDescription>
{
    /// <summary>The longest description, counted in characters of its escaped form (<c>Model::MAX_LENGTH_TOKEN_DESCRIPTION</c>).</summary>
    public const int MaximumLength = 100;

    private static readonly char[] Blanks = [' ', '\t', '\n', '\r', '\v', '\0'];

    private TokenDescription(string text)
    {
        Text = text;
        Escaped = HtmlEntities.Escape(text);
    }

    /// <summary>The text as people read it.</summary>
    public string Text { get; }

    /// <summary>The text as the API stores it, HTML-escaped, and on which Matomo counts its limit.</summary>
    public string Escaped { get; }

    /// <summary>Reads a description as Matomo's API does.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: empty, <c>0</c>, longer than
    /// <see cref="MaximumLength"/>, or with a character that cannot be stored.</exception>
    public static TokenDescription Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        if (text.Contains('\0', StringComparison.Ordinal) || HasLoneSurrogate(text))
            throw Invalid("holds a character that cannot be stored (NUL, or half of a surrogate pair)");

        var description = new TokenDescription(HtmlEntities.DecodeOnce(text).Trim(Blanks));
        var length = description.Escaped.EnumerateRunes().Count();
        return description.Text switch
        {
            "" => throw Invalid("is empty"),
            "0" => throw Invalid("is \"0\", which Matomo takes for empty"),
            _ when length > MaximumLength => throw Invalid(
                $"has {length} characters as Matomo counts them (HTML-escaped: & counts 5, ' and \" count 6, < and > count 4)"),
            _ => description,
        };
    }

    /// <summary>Whether a row's text means this description: the API stores it escaped, the web page raw.</summary>
    public bool Matches(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return string.Equals(stored, Text, StringComparison.Ordinal)
            || string.Equals(HtmlEntities.DecodeOnce(stored), Text, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public bool Equals(TokenDescription? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as TokenDescription);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The text as people read it.</summary>
    public override string ToString() => Text;

    // In the enumeration of runes, U+FFFD stands for half of a surrogate pair.
    private static bool HasLoneSurrogate(string text) =>
        text.EnumerateRunes().Count(rune => rune == Rune.ReplacementChar) > text.Count(letter => letter == '\uFFFD');

    private static TokenException Invalid(string what) => new(
        TokenErrorCode.InvalidArguments,
        $"The description {what}. Matomo takes 1 to {MaximumLength} characters.");
}
