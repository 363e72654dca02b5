namespace Matomo.Tokens.Stores;

/// <summary>A step that is true in the store.</summary>
/// <param name="Index">Which of the requests the step is about.</param>
/// <param name="Value">The token's value, when it is known now.</param>
/// <param name="Token">The token as it is now; null when there is none.</param>
internal sealed record AppliedStep(int Index, TokenValue? Value, ObservedToken? Token)
{
    /// <summary>What the user should know of how it was done.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
