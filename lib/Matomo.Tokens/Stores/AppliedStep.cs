using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Stores;

/// <summary>A step that is true in the store.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The token's value, when it is known now.</param>
/// <param name="Token">The token as it is now, when it is known better than the step had it.</param>
public sealed record AppliedStep(TokenStep Step, TokenValue? Value, ObservedToken? Token)
{
    /// <summary>What the user should know of how it was done.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
