namespace Matomo.Tokens.Stores;

/// <summary>A step that is true in the store, with the token as it is now, and its value when that is known.</summary>
internal sealed record AppliedStep(int Index, TokenValue? Value, ObservedToken? Token)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
