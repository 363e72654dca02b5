using System.Net.Http;
using System.Text.RegularExpressions;

namespace Matomo.Tokens.Api.Client;

/// <summary>Says what went wrong between this host and Matomo.</summary>
internal sealed partial class TransportFailure(MatomoCall call, ApiOptions options, bool connected)
{
    public TokenException Timeout() => Failure(
        TokenErrorCode.Timeout,
        $"no {(connected ? "complete answer" : "connection")} within {options.Timeout.TotalSeconds:0.###} seconds. "
        + (connected ? call.Doubt : "Nothing was sent. Check the URL, firewall and proxy."),
        setting: nameof(ApiOptions.Timeout));

    /// <summary>The run was told to end (a signal) before an answer came, or before a token was asked for.</summary>
    public static TokenException Ended(MatomoCall call, Uri url) =>
        new(TokenErrorCode.Unreachable, $"{call.At(url)}: the run was told to end before the answer came. Nothing was changed.");

    public TokenException From(Exception exception, string? tlsRefusal)
    {
        var url = options.Url;
        var why = Printable.Line(options.Conceal(UserInfo().Replace(exception.GetBaseException().Message, ""))).TrimEnd('.');
        return (exception as HttpRequestException ?? exception.InnerException as HttpRequestException)?.HttpRequestError switch
        {
            // .NET's words for an answer in plain HTTP.
            HttpRequestError.SecureConnectionError when why.Contains("corrupted frame", StringComparison.Ordinal) => Failure(
                TokenErrorCode.TlsFailed,
                $"what answers at {url.Host}, port {url.Port}, does not speak TLS, as an https URL asks. Nothing was sent.",
                exception,
                nameof(ApiOptions.Url)),
            HttpRequestError.SecureConnectionError => Failure(
                TokenErrorCode.TlsFailed,
                $"the encrypted connection failed: {tlsRefusal ?? why}. Nothing was sent. "
                + "Check the certificate; a private authority's has to be given.",
                exception,
                nameof(ApiOptions.CertificateAuthorities)),
            HttpRequestError.NameResolutionError => Unreachable(
                $"the name {url.Host} does not resolve ({why}). Nothing was sent. Check the URL and the host's DNS."),
            HttpRequestError.ConnectionError => Unreachable(
                $"no connection to {url.Host}, port {url.Port} ({why}). Nothing was sent. "
                + "Check the URL, firewall, and that the web server runs."),
            HttpRequestError.ProxyTunnelError => Unreachable(
                $"the proxy refused ({why}). Nothing was sent. Check http_proxy, https_proxy and no_proxy, or use no proxy.",
                nameof(ApiOptions.UseProxy)),
            HttpRequestError.ConfigurationLimitExceeded => Failure(
                TokenErrorCode.NotMatomo,
                $"the answer is larger than {MatomoClient.LargestBody / 1024} KiB, which no answer of Matomo's API is. "
                + $"Check the URL. {call.Doubt}",
                exception),
            // .NET quotes what it takes for the answer's head, which may repeat what was sent.
            HttpRequestError.InvalidResponse => Unreachable($"the answer is not HTTP. {call.Doubt}"),
            _ => Unreachable(
                $"the connection was lost before the answer was complete ({why}). {(connected ? call.Doubt : "Nothing was sent.")}"),
        };

        TokenException Unreachable(string what, string? setting = null) => Failure(TokenErrorCode.Unreachable, what, exception, setting);
    }

    // The environment gives the password of a proxy in its URL. A pattern that begins with a text would bring in .NET's search for texts,
    // which is a tenth of a megabyte.
    [GeneratedRegex("(?<=://)[^/'\"]*@")]
    private static partial Regex UserInfo();

    private TokenException Failure(TokenErrorCode code, string what, Exception? cause = null, string? setting = null) =>
        new(code, $"{call.At(options.Url)}: {what}", cause, setting is null ? null : new FailureReason.Settings(setting));
}
