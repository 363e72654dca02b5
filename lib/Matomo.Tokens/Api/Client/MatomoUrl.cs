namespace Matomo.Tokens.Api.Client;

/// <summary>Reads the base URL of a Matomo.</summary>
public static class MatomoUrl
{
    private const string Script = "index.php";

    /// <summary>Reads <c>https://stats.example.org/</c>, with or without a path, the last slash and <c>index.php</c>.</summary>
    /// <exception cref="TokenException">It is not an http or https URL, or has a user name, query or fragment in it.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            throw Invalid("is not an http or https URL, such as https://stats.example.org/", nameof(ApiOptions.Url));

        if (url.UserInfo.Length > 0)
        {
            throw Invalid(
                "holds a user name or password. Give them beside it, where they stay secret",
                nameof(ApiOptions.WebUserName),
                nameof(ApiOptions.WebPassword));
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
            throw Invalid("holds a query or fragment. Give the base URL of Matomo alone");

        var path = url.AbsolutePath.TrimEnd('/');
        path = path.EndsWith("/" + Script, StringComparison.Ordinal) ? path[..^Script.Length] : path;
        return new UriBuilder(url) { Path = path.TrimEnd('/') + "/" }.Uri;
    }

    // The URL itself is not in the message: whoever puts a password into it would read it there.
    private static TokenException Invalid(string why, params IReadOnlyList<string> settings) => new(
        TokenErrorCode.InvalidArguments, $"The URL {why}.", reason: settings.Count == 0 ? null : new FailureReason.Settings(settings));
}
