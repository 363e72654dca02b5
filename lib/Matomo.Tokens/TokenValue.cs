using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Matomo.Tokens;

/// <summary>The value of a token (<c>token_auth</c>): 32 lower-case hexadecimal characters. It authenticates, so it is a secret.</summary>
/// <remarks>Matomo generates values of this form in every version (<c>plugins/UsersManager/Model.php</c>).</remarks>
public sealed class TokenValue : IEquatable<TokenValue>
{
    /// <summary>The number of characters of every value.</summary>
    public const int Length = 32;

    private readonly string _text;

    private TokenValue(string text)
    {
        _text = text;
    }

    /// <summary>A new value from the operating system's cryptographic random source.</summary>
    public static TokenValue Random() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length / 2)));

    /// <summary>Reads a value.</summary>
    /// <returns>Whether the text, as it stands, is a value.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TokenValue? value)
    {
        value = text is { Length: Length } && text.All(char.IsAsciiHexDigitLower) ? new TokenValue(text) : null;
        return value is not null;
    }

    /// <summary>The value itself, for the places that send or store it.</summary>
    public string Reveal() => _text;

    /// <summary>A placeholder, never the value.</summary>
    public override string ToString() => "(token value)";

    /// <inheritdoc/>
    public bool Equals(TokenValue? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TokenValue);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);
}
