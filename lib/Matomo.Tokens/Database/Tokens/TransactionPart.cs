using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>A step, or a part of it, that one transaction carries out.</summary>
/// <param name="Index">Which of the plan's steps.</param>
/// <param name="Step">The step.</param>
/// <param name="Changes">Those of its changes that are done.</param>
internal sealed record TransactionPart(int Index, TokenStep Step, IReadOnlyList<StoreChange> Changes)
{
    /// <summary>Whether an earlier transaction did the other changes, so that the value is in safety.</summary>
    public bool IsRest { get; private init; }

    /// <summary>Whether it stores a value that was not there before.</summary>
    public bool StoresValue => Changes.Any(IsValue);

    /// <summary>Whether that value is a new one.</summary>
    public bool MakesValue => StoresValue && Step.MakesValue;

    /// <summary>The steps of a plan that change something.</summary>
    public static IReadOnlyList<TransactionPart> Of(TokenPlan plan) =>
        [.. plan.Steps.Index().Where(step => step.Item.Changes.Count > 0).Select(step => new TransactionPart(step.Index, step.Item, step.Item.Changes))];

    /// <summary>The value alone.</summary>
    public TransactionPart ValueAlone() => this with { Changes = [.. Changes.Where(IsValue)] };

    /// <summary>All but the value; null when that is nothing.</summary>
    public TransactionPart? WithoutValue() => Changes.Where(change => !IsValue(change)).ToList() is { Count: > 0 } rest ? this with { Changes = rest, IsRest = true } : null;

    private static bool IsValue(StoreChange change) => change is StoreChange.Create or StoreChange.Replace;
}
