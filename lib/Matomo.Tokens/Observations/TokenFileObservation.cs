namespace Matomo.Tokens.Observations;

/// <summary>What is found where a token file is requested.</summary>
internal sealed record TokenFileObservation
{
    /// <summary>Whether the file exists, even if empty.</summary>
    public bool Exists { get; init; }

    /// <summary>The value in it, or null when it is missing or empty.</summary>
    public TokenValue? Value { get; init; }

    /// <summary>Whether it holds the value alone, byte for byte.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether its mode, owner and group are those that were asked for.</summary>
    public bool AttributesInLine { get; init; } = true;

    /// <summary>What was noted beside it, of whatever value; null when there is no note.</summary>
    public TokenCompanion? Note { get; init; }

    /// <summary>Whether an earlier run left a pending file, of the value or of its note.</summary>
    public bool PendingExists { get; init; }

    public TokenValue? PendingValue { get; init; }

    public TokenCompanion? PendingNote { get; init; }

    /// <summary>The value in the pending file, where the token file has another or none.</summary>
    public TokenValue? UnpublishedValue => PendingValue?.Equals(Value) == true ? null : PendingValue;
}
