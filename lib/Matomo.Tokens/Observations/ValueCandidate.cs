namespace Matomo.Tokens.Observations;

/// <summary>A value that may be the token, before a store was asked.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Companion">What was noted when it was written, if the note is about this very value.</param>
internal sealed record ValueCandidate(TokenValue Value, ValueSource Source, TokenCompanion? Companion = null);
