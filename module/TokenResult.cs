using Matomo.Tokens;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Reconciling;

namespace MatomoToken;

/// <summary>Writes a run's result in the terms of design.md. Every key is always there; it is null when unknown.</summary>
internal static class TokenResult
{
    /// <param name="backend">Where the tokens are.</param>
    /// <param name="result">What was done.</param>
    /// <param name="requested">What the task asks for.</param>
    /// <param name="showsDiff">Whether Ansible wants to show what changed.</param>
    /// <param name="undo">Takes back what must not stay when nobody gets the answer.</param>
    public static ModuleResult Of(
        string backend, ReconcileResult result, RequestedTokens requested, bool showsDiff, Func<Task>? undo = null)
    {
        var outcomes = result.Outcomes;
        return new ModuleResult(
            result.Changed,
            [
                new(TokenOptions.Backend, backend),
                new("matomo_version", result.MatomoVersion),
                .. requested.IsList
                    ? [new("results", outcomes.Select((outcome, at) => Fields(outcome, requested.Items[at].ReturnsToken)).ToList())]
                    : Fields(outcomes[0], requested.Items[0].ReturnsToken),
            ])
        {
            Undo = undo,
            Diff = showsDiff && !requested.IsList ? TokenDiff.Of(outcomes[0]) : null,
            Diffs = showsDiff && requested.IsList ? [.. outcomes.Select(TokenDiff.Of)] : null,
        };
    }

    /// <summary>UTC, ISO 8601.</summary>
    public static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The fields of one token: those at the top, or an element of <c>results</c>.</summary>
    public static KeyValuePair<string, object?>[] Fields(TokenOutcome outcome, bool returnsToken) =>
    [
        new("action", Name(outcome.Action)),
        new(TokenOptions.Login, outcome.Login),
        new(TokenOptions.Description, outcome.Request.Description?.Text),
        new(TokenOptions.TokenAuth, returnsToken ? outcome.Value?.Reveal() : null),
        new("value_known", outcome.Value is not null),
        new(TokenOptions.TokenFile, outcome.Request.TokenFile?.Path),
        new("token", outcome.Token is { } token ? Members(token) : null),
        new("others", Others(outcome.Others)),
        new("revoked", Others(outcome.Revoked)),
        .. Content(outcome),
    ];

    // For the role, where the file is on another host.
    private static KeyValuePair<string, object?>[] Content(TokenOutcome outcome) =>
        outcome.FileContent is { } content ? [new(TokenOptions.Content, content.Reveal())] : [];

    private static KeyValuePair<string, object?>[] Members(ObservedToken token) =>
    [
        new("id", token.Id),
        new("created_at", Time(token.CreatedAt)),
        new("expires_at", Time(token.ExpiresAt)),
        new("last_used_at", Time(token.LastUsedAt)),
        new("secure_only", token.SecureOnly),
    ];

    private static object?[] Others(IReadOnlyList<ObservedToken> tokens) => tokens.Count == 0 ? [] : [.. tokens.Select(Other)];

    private static KeyValuePair<string, object?>[] Other(ObservedToken token) =>
    [
        new("id", token.Id),
        new("created_at", Time(token.CreatedAt)),
        new("expires_at", Time(token.ExpiresAt)),
        new("last_used_at", Time(token.LastUsedAt)),
    ];

    private static string Name(TokenAction action) => action switch
    {
        TokenAction.Created => "created",
        TokenAction.Updated => "updated",
        TokenAction.Renewed => "renewed",
        TokenAction.Revoked => "revoked",
        _ => "none",
    };
}
