namespace Matomo.StandIn.Php;

/// <summary>A request as PHP hands it to index.php.</summary>
internal sealed record PhpRequest(PhpParameters Get, PhpParameters Post, string Address)
{
    public PhpParameters All { get; } = Get.Over(Post);

    /// <summary>Of the header, with its port.</summary>
    public string Host { get; init; } = "";

    /// <summary>The first language of the header.</summary>
    public string AcceptLanguage { get; init; } = "";

    /// <summary>Of the request, with its query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The token of Authorization: Bearer where the version reads it; otherwise empty.</summary>
    public string Bearer { get; init; } = "";

    /// <summary>Request::isApiRequest($_GET): only then are early errors answered in the format asked for.</summary>
    public bool IsApiRequestByUrl => IsApiRequest(Get);

    public bool HasTokenInUrl => Get.Get("token_auth").Length > 0;

    public bool HasTokenInBody => Post.Get("token_auth").Length > 0;

    private static bool IsApiRequest(PhpParameters parameters) =>
        parameters.Get("module") == "API" && parameters.Get("method").Split('.').Length == 2;
}
