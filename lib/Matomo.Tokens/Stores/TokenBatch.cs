using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Stores;

/// <summary>What a store applies as a whole: steps, or what of their changes is done together.</summary>
internal sealed record TokenBatch(IReadOnlyList<TokenStep> Steps)
{
    /// <summary>
    /// Whether its steps, and those of the batches before it, stay true once it is applied. Until then their values are kept, and not
    /// published.
    /// </summary>
    public bool IsFinal { get; init; } = true;
}
