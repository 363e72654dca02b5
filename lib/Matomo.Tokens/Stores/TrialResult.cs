namespace Matomo.Tokens.Stores;

/// <summary>What came of a trial.</summary>
/// <param name="Verdict">Whether Matomo accepts the value.</param>
/// <param name="Where">Where Matomo was asked, for messages.</param>
public sealed record TrialResult(TrialVerdict Verdict, string Where)
{
    /// <summary>What the user should know: why there is no verdict, and what the trial itself gave away.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
