using Matomo.Tokens.Files;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Reconciling;

/// <summary>What became, or in check mode would become, of one request.</summary>
public sealed record TokenOutcome
{
    private readonly string? _url;

    private TokenOutcome(TokenStep step, string? url)
    {
        Step = step;
        Value = step.Value;
        Token = step.Token;
        _url = url;
    }

    /// <summary>Which of the requests it is about, counted from 0.</summary>
    public int Index => Step.Index;

    /// <summary>The request.</summary>
    public TokenRequest Request => Step.Request;

    /// <summary>The login as the store spells it.</summary>
    public string Login => Step.Login;

    /// <summary>What was done about the token.</summary>
    public TokenAction Action => Step.Action;

    /// <summary>What was done about its file.</summary>
    public FileAction File => Step.File;

    /// <summary>Whether anything is different afterwards.</summary>
    public bool Changed => Step.Changed;

    /// <summary>The token's value; null when it is not known, and in check mode where it would be new.</summary>
    public TokenValue? Value { get; init; }

    /// <summary>Whether that value is one that the run made.</summary>
    public bool HasNewValue => Step.MakesValue;

    /// <summary>The token as it was found; null when there was none.</summary>
    public ObservedToken? Before => Step.Before;

    /// <summary>The token; null when there is none.</summary>
    public ObservedToken? Token { get; init; }

    /// <summary>The other live tokens of the same login and description.</summary>
    public IReadOnlyList<ObservedToken> Others => Step.Others;

    /// <summary>The tokens that were revoked.</summary>
    public IReadOnlyList<ObservedToken> Revoked => Step.Revoked;

    /// <summary>Why something that was requested is not granted, as a warning says; null when all of it is.</summary>
    public FailureReason? NotGranted => Step.NotGranted;

    /// <summary>For <c>TokenFileKeeper</c> on the host that has the file, what it is to hold: the value, and what is noted of it. Null
    /// where the file is on this host, and where no value is known.</summary>
    public Secret? FileContent => Request.TokenFile?.Found is { } found && Value is { } value && Token is { } token
        ? TokenFileText.Write(new TokenFileObservation
        {
            Value = value,
            Note = CompanionJson.Of(Request, value, token, _url ?? CompanionJson.Of(value, TokenFileText.Read(found))?.Url),
        })
        : null;

    internal TokenStep Step { get; }

    /// <summary>What a plan says of each request.</summary>
    internal static List<TokenOutcome> Of(IEnumerable<TokenStep> plan, string? url) =>
        [.. plan.Select(step => new TokenOutcome(step, url))];
}
