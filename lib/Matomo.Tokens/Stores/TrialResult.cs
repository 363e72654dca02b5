namespace Matomo.Tokens.Stores;

/// <summary>Whether Matomo accepts a value, and where it was asked, for messages.</summary>
internal sealed record TrialResult(TrialVerdict Verdict, string Where)
{
    /// <summary>Why there is no verdict.</summary>
    public string Reason { get; init; } = "";

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
