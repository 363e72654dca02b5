namespace Matomo.Tokens.Planning;

/// <summary>The values that may be the token of a request.</summary>
internal static class Candidates
{
    /// <summary>In order of precedence, each once. Beside a value that is requested, or made in every run, only one stands that an earlier
    /// run left: it is live, perhaps, and no application has it.</summary>
    public static IReadOnlyList<ValueCandidate> Of(TokenRequest request, TokenFileObservation? file)
    {
        var found = new List<ValueCandidate>();
        Add(found, request.Value, ValueSource.Requested);
        if (request is { State: TokenState.Present } and ({ Value: not null } or { Recreate: RecreateMode.Always }))
        {
            if (file?.UnpublishedValue is { } left && !left.Equals(request.KnownToken))
                Add(found, left, ValueSource.PendingFile);

            return found;
        }

        Add(found, file?.PendingValue, ValueSource.PendingFile);
        Add(found, file?.Value, ValueSource.TokenFile);
        Add(found, request.KnownToken, ValueSource.KnownToken);
        return found;
    }

    /// <summary>Whether the first live one is the token, whatever the others are.</summary>
    public static bool OneIsEnough(TokenRequest request) => request is { State: TokenState.Present, Value: null };

    private static void Add(List<ValueCandidate> found, TokenValue? value, ValueSource source)
    {
        if (value is not null && !found.Exists(earlier => earlier.Value.Equals(value)))
            found.Add(new ValueCandidate(value, source));
    }
}
