namespace MatomoToken;

/// <summary>What a URL that is refused may hold and must not show: Ansible prints the arguments of a failed task.</summary>
internal static class UrlSecrets
{
    private const string AfterScheme = "://";

    /// <summary>The password, or all before the host where there is no colon; the query or fragment, with the character that begins it.</summary>
    public static IEnumerable<string> Of(string url)
    {
        var scheme = url.IndexOf(AfterScheme, StringComparison.Ordinal);
        var rest = scheme < 0 ? url : url[(scheme + AfterScheme.Length)..];
        if (rest.LastIndexOf('@') is var at and >= 0)
        {
            var user = rest[..at];
            yield return user[(user.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }

        if (rest.IndexOfAny(['?', '#']) is var query and >= 0)
        {
            yield return rest[query..];
        }
    }
}
