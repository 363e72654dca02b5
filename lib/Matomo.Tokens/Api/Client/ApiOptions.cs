namespace Matomo.Tokens.Api.Client;

/// <summary>Where Matomo's API is and how it is spoken to. Names, meanings and defaults are those of <c>ansible.builtin.uri</c>.</summary>
public sealed record ApiOptions
{
    /// <summary>The base URL of Matomo, as <see cref="MatomoUrl.Parse"/> reads it.</summary>
    public required Uri Url { get; init; }

    /// <summary>The user name of the web server's own basic authentication, or null.</summary>
    public string? WebUserName { get; init; }

    /// <summary>Its password.</summary>
    public Secret? WebPassword { get; init; }

    /// <summary>Whether the server's certificate is checked.</summary>
    public bool ValidateCertificates { get; init; } = true;

    /// <summary>A PEM file of the certificate authorities to trust instead of the host's, or null.</summary>
    public string? CertificateAuthorities { get; init; }

    /// <summary>A PEM file with a client certificate, and its key where <see cref="ClientKey"/> is null; or null.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>A PEM file with the client certificate's key, not encrypted; or null.</summary>
    public string? ClientKey { get; init; }

    /// <summary>
    /// What proves that tokens of a user may be made, by the login as requests spell it. Without, they can be recognised, and not made.
    /// </summary>
    public IReadOnlyDictionary<string, UserCredentials> Credentials { get; init; } = new Dictionary<string, UserCredentials>();

    /// <summary>How long one request may take, from the connection to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether <c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c> and <c>no_proxy</c> of the environment are used.</summary>
    public bool UseProxy { get; init; } = true;

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "matomo_token";

    /// <summary>
    /// Called with each secret before it is sent, so that the caller can conceal it: two-factor codes and digests of passwords, too.
    /// </summary>
    public Action<Secret> SecretSent { get; init; } = _ => { };

    /// <summary>
    /// Takes the caller's secrets out of a server's text, before that is cut and put into a message: it may repeat what was sent.
    /// </summary>
    public Func<string, string> Conceal { get; init; } = text => text;

    /// <summary>
    /// Called when a token is about to be asked for, with how long the answer may take. Until what it gives back is disposed of, the value
    /// is lost when the process ends.
    /// </summary>
    public Func<TimeSpan, IDisposable>? CreationBegins { get; init; }

    /// <summary>Further headers of every request; a User-Agent among them counts, and not <see cref="UserAgent"/>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
