using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Files;

/// <summary>The running user cannot write where a token file is requested.</summary>
public sealed record NotWritable : FailureReason;
