using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Api.Client;

/// <summary>The server redirects to another address.</summary>
/// <param name="Target">That address, without its query; null when it names none.</param>
public sealed record OtherAddress(string? Target) : FailureReason;
