namespace Matomo.Tokens.Planning;

/// <summary>What a run does about one request, and why nothing more.</summary>
internal sealed record TokenStep
{
    /// <summary>Which of the requests it is about, counted from 0.</summary>
    public required int Index { get; init; }

    public required TokenRequest Request { get; init; }

    /// <summary>The login as the store spells it.</summary>
    public required string Login { get; init; }

    /// <summary>What the result will call it.</summary>
    public TokenAction Action { get; init; }

    public IReadOnlyList<StoreChange> Changes { get; init; } = [];

    public FileAction File { get; init; }

    /// <summary>Whether an earlier run's pending file is not needed and is removed.</summary>
    public bool DiscardPending { get; init; }

    /// <summary>Whether the note beside a file that is published as an earlier run left it is written anew.</summary>
    public bool NotesAnew { get; init; }

    /// <summary>The token's value, when it is known before anything is done.</summary>
    public TokenValue? Value { get; init; }

    /// <summary>The token as it will be; null when there will be none.</summary>
    public ObservedToken? Token { get; init; }

    /// <summary>The token as it was found; null when there was none.</summary>
    public ObservedToken? Before { get; init; }

    /// <summary>The group's other tokens that are live afterwards.</summary>
    public IReadOnlyList<ObservedToken> Others { get; init; } = [];

    public IReadOnlyList<ObservedToken> Revoked { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why something that was requested is not granted; null when all of it is.</summary>
    public FailureReason? NotGranted { get; init; }

    /// <summary>Whether a value comes into the store, a new one or one from outside.</summary>
    public bool StoresValue => Changes.Any(change => change.StoresValue);

    /// <summary>Whether that value is a new one.</summary>
    public bool MakesValue => Changes.Any(change => change is StoreChange.Create { Value: null } or StoreChange.Replace { Value: null });

    /// <summary>Whether anything is different afterwards.</summary>
    public bool Changed => File != FileAction.None || Changes.Any(change => change is not StoreChange.Retrieve);
}
