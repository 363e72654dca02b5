namespace Matomo.Tokens.Api.Client;

/// <summary>The environment variable that names the proxy for a URL. .NET ignores one that it cannot read.</summary>
internal static class ProxyVariable
{
    private const string SchemeEnd = "://";
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>The name of the variable when it is set and names no proxy; else null.</summary>
    public static string? NameOfMalformed(Uri url)
    {
        string[] names = [$"{url.Scheme}_proxy", $"{url.Scheme.ToUpperInvariant()}_PROXY", "all_proxy", "ALL_PROXY"];
        var name = names.FirstOrDefault(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
        return name is null || IsAddress(Environment.GetEnvironmentVariable(name)!) ? null : name;
    }

    private static bool IsAddress(string value)
    {
        var end = value.IndexOf(SchemeEnd, StringComparison.Ordinal);
        var scheme = end < 0 ? "http" : value[..end];

        // A password may hold what would end the name of a host.
        var host = value[(Math.Max(value.LastIndexOf('@') + 1, end < 0 ? 0 : end + SchemeEnd.Length))..];
        return Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase) && Uri.TryCreate($"http://{host}", UriKind.Absolute, out _);
    }
}
