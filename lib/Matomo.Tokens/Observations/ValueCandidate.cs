namespace Matomo.Tokens.Observations;

/// <summary>A value that may be the token, before a store was asked, with what was noted of this very value when it was written.</summary>
internal sealed record ValueCandidate(TokenValue Value, ValueSource Source, TokenCompanion? Companion = null);
