using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>So many of the known values are no live tokens that looking at more would lock this address out.</summary>
public sealed record TooManyRefused : FailureReason;
