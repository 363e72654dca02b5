using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Planning;

/// <summary>A token has to be made over the API, which takes the user's own password, and that is not known.</summary>
public sealed record NeedsPassword : FailureReason;
