using Matomo.Tokens;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Reconciling;

namespace MatomoToken;

/// <summary>What <c>--diff</c> shows of a token. A value appears as kept or new, never as itself.</summary>
internal static class TokenDiff
{
    private const string Kept = "(kept)";
    private const string New = "(new)";

    public static ModuleDiff Of(TokenOutcome outcome)
    {
        var title = outcome.Request.Description is { Text: var description } ? $"{outcome.Login}: {description}" : outcome.Login;
        return new ModuleDiff(Before(outcome), After(outcome)) { BeforeHeader = title, AfterHeader = title };
    }

    private static Dictionary<string, object?> Before(TokenOutcome outcome) => Side(
        outcome,
        outcome.Before,
        value: Kept,
        file: outcome.File switch
        {
            FileAction.Remove => "present",
            FileAction.SetAttributes => "other mode, owner or group",
            FileAction.PublishPending => "pending",
            FileAction.Refresh => "present",

            // None; or one to write, which held another value, or was not there.
            _ => null,
        },
        revokes: false);

    private static Dictionary<string, object?> After(TokenOutcome outcome) => Side(
        outcome,
        outcome.Token,
        value: outcome.HasNewValue ? New : Kept,
        file: outcome.File switch
        {
            FileAction.None => null,
            FileAction.Remove => "absent",
            FileAction.Write => "written",
            _ => "present",
        },
        revokes: true);

    private static Dictionary<string, object?> Side(TokenOutcome outcome, ObservedToken? token, string value, string? file, bool revokes)
    {
        var side = new Dictionary<string, object?> { ["login"] = outcome.Login, ["state"] = token is null ? "absent" : "present" };
        if (token is not null)
        {
            side["description"] = token.Description ?? outcome.Request.Description?.Text;
            side["expires_at"] = TokenResult.Time(token.ExpiresAt);
            side["secure_only"] = token.SecureOnly;
            side["value"] = value;
        }

        if (file is not null)
            side["token_file"] = file;

        if (outcome.Revoked.Count > 0)
            side["revoked"] = revokes ? outcome.Revoked.Select(other => other.Id).ToList() : [];

        return side;
    }
}
