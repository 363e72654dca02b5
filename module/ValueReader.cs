using Matomo.Tokens;

namespace MatomoToken;

/// <summary>Reads <c>token_auth</c>.</summary>
internal static class ValueReader
{
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: not of a value's form.</exception>
    public static TokenValue Read(string text) => TokenValue.TryParse(text, out var value)
        ? value
        : throw new TokenException(
            TokenErrorCode.InvalidArguments,
            $"{TokenOptions.TokenAuth} is not 32 lower-case hexadecimal characters, as every value of a Matomo token is.");
}
