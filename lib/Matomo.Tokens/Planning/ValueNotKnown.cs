using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Planning;

/// <summary>No value is known that the token could be recognised by, so that a new one would be made.</summary>
/// <param name="IsForbidden">Whether the request forbids a new value; otherwise one would be made in every run.</param>
public sealed record ValueNotKnown(bool IsForbidden) : FailureReason;
