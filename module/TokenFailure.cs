using Matomo.Tokens.Reconciling;

namespace MatomoToken;

/// <summary>Writes a failed run's result: what failed, for which token, and what was done before.</summary>
internal static class TokenFailure
{
    public static ModuleFailedException Of(
        string backend, TokenException exception, ModuleArguments arguments, RequestedTokens? requested) => new(
        exception.Code.Name(),
        Place(exception, arguments) + Advice.Complete(exception),
        [new(TokenOptions.Backend, backend), .. Kept(exception, requested)],
        exception)
        {
            Changed = exception.TokenWasMade,
        };

    // With a list, the message names the entry that failed.
    private static string Place(TokenException exception, ModuleArguments arguments)
    {
        if (exception.RequestIndex is not { } index || arguments.GetSuboptionsList(TokenOptions.Tokens) is not { } entries)
            return "";

        var entry = new TokenArguments(arguments, entries[index]);
        var (login, description) = (entry.GetString(TokenOptions.Login), entry.GetString(TokenOptions.Description));
        return $"tokens[{index}] (login \"{login}\", description \"{description}\"): ";
    }

    private static IEnumerable<KeyValuePair<string, object?>> Kept(TokenException exception, RequestedTokens? requested)
    {
        if (requested is null)
            yield break;

        if (requested.IsList)
        {
            var completed = (exception as ReconcileException)?.Completed ?? [];
            var results = completed.Select(outcome => TokenResult.Fields(outcome, ReturnsToken(outcome, requested)));
            yield return new("results", results.ToList());
        }

        if (exception.UnkeptValue is { } value && requested.Items[exception.RequestIndex ?? 0].ReturnsToken)
            yield return new(TokenOptions.TokenAuth, value.Reveal());
    }

    // Ansible prints failures: a value that is safe in its file stays there.
    private static bool ReturnsToken(TokenOutcome outcome, RequestedTokens requested) =>
        outcome.Request.TokenFile is null && requested.Items[outcome.Index].ReturnsToken;
}
