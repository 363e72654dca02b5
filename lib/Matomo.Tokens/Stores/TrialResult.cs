namespace Matomo.Tokens.Stores;

/// <summary>What came of a trial.</summary>
/// <param name="Verdict">Whether Matomo accepts the value.</param>
/// <param name="Where">Where Matomo was asked, for messages.</param>
internal sealed record TrialResult(TrialVerdict Verdict, string Where)
{
    /// <summary>Why there is no verdict.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the user should know of the trial itself.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
