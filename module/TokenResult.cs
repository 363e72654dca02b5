using System.Globalization;
using Ansible.Modules;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Reconciling;

namespace MatomoToken;

/// <summary>Writes a run's result in the terms of design.md: every key always there, null when not known.</summary>
internal static class TokenResult
{
    public static ModuleResult Of(string backend, ReconcileResult result, bool returnsToken)
    {
        var outcome = result.Outcomes[0];
        return new ModuleResult(
            result.Changed,
            [
                new(TokenOptions.Backend, backend),
                new("matomo_version", result.MatomoVersion),
                .. Fields(outcome, returnsToken),
            ])
        {
            Diff = new ModuleDiff(TokenDiff.Before(outcome), TokenDiff.After(outcome)),
        };
    }

    public static ModuleFailedException Failure(string backend, TokenException exception, bool returnsToken) => new(
        exception.Code.Name(),
        exception.Message,
        [
            new(TokenOptions.Backend, backend),
            .. exception.UnkeptValue is { } value && returnsToken ? new[] { KeyValuePair.Create<string, object?>(TokenOptions.TokenAuth, value.Reveal()) } : [],
        ],
        exception)
    {
        Changed = exception.TokenWasMade,
    };

    /// <summary>UTC, ISO 8601.</summary>
    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, object?>> Fields(TokenOutcome outcome, bool returnsToken) =>
    [
        new("action", Name(outcome.Step.Action)),
        new(TokenOptions.Login, outcome.Step.Login),
        new(TokenOptions.Description, outcome.Request.Description?.Text),
        new(TokenOptions.TokenAuth, returnsToken ? outcome.Value?.Reveal() : null),
        new("value_known", outcome.Value is not null),
        new(TokenOptions.TokenFile, outcome.Request.TokenFile?.Path),
        new("token", outcome.Token is { } token ? Members(token) : null),
        new("others", outcome.Step.Others.Select(Other).ToList()),
    ];

    private static Dictionary<string, object?> Members(ObservedToken token) => new()
    {
        ["id"] = token.Id,
        ["created_at"] = Time(token.CreatedAt),
        ["expires_at"] = Time(token.ExpiresAt),
        ["last_used_at"] = Time(token.LastUsedAt),
        ["secure_only"] = token.SecureOnly,
    };

    private static object? Other(ObservedToken token) => new Dictionary<string, object?>
    {
        ["id"] = token.Id,
        ["created_at"] = Time(token.CreatedAt),
        ["last_used_at"] = Time(token.LastUsedAt),
    };

    private static string Name(TokenAction action) => action switch
    {
        TokenAction.Created => "created",
        TokenAction.Updated => "updated",
        TokenAction.Renewed => "renewed",
        TokenAction.Revoked => "revoked",
        _ => "none",
    };
}
