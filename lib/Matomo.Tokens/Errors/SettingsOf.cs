namespace Matomo.Tokens.Errors;

/// <summary>Settings of the caller that a failure hangs on.</summary>
/// <typeparam name="T">The type that has them.</typeparam>
/// <param name="Names">The names of its properties.</param>
public sealed record SettingsOf<T>(params IReadOnlyList<string> Names) : FailureReason;
