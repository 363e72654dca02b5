namespace Matomo.Tokens.Api.Client;

/// <summary>A connection that everybody on the way can listen to.</summary>
internal static class PlainHttp
{
    /// <param name="url">Where Matomo is.</param>
    /// <param name="what">What goes there, and its verb.</param>
    public static IReadOnlyList<string> Warnings(Uri url, string what) => url is { Scheme: "http", IsLoopback: false }
        ? [$"The URL is plain http: {what} the network to {url.Host} readable for anyone on the way. Use https."]
        : [];
}
