namespace MatomoToken;

/// <summary>The secrets in a URL that is refused. They must be masked, as Ansible prints the arguments of a failed task.</summary>
internal static class UrlSecrets
{
    private const string AfterScheme = "://";

    /// <summary>The password, or all before the host if it has no colon; and the query or fragment, with its first character.</summary>
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
            yield return rest[query..];
    }
}
