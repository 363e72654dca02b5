using System.Net.Http;

namespace Matomo.Tokens.Api.Client;

/// <summary>Says what went wrong between this host and Matomo.</summary>
internal sealed class TransportFailure(MatomoCall call, Uri url, bool connected)
{
    public TokenException Timeout(TimeSpan limit) => Failure(
        TokenErrorCode.Timeout,
        $"no {(connected ? "complete answer" : "connection")} within {limit.TotalSeconds:0.###} seconds. "
        + (connected ? call.Doubt : "Nothing was sent. Check the URL, firewall and proxy."),
        setting: nameof(ApiOptions.Timeout));

    /// <summary>The run was told to end (a signal) while an answer was awaited.</summary>
    public TokenException Ended() =>
        Failure(TokenErrorCode.Unreachable, $"the run was told to end before the answer came. {call.Doubt}");

    public TokenException From(Exception exception, string? tlsRefusal)
    {
        var why = Printable.Line(exception.GetBaseException().Message).TrimEnd('.');
        return (exception as HttpRequestException ?? exception.InnerException as HttpRequestException)?.HttpRequestError switch
        {
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
            _ => Unreachable(
                $"the connection was lost before the answer was complete ({why}). {(connected ? call.Doubt : "Nothing was sent.")}"),
        };

        TokenException Unreachable(string what, string? setting = null) => Failure(TokenErrorCode.Unreachable, what, exception, setting);
    }

    private TokenException Failure(TokenErrorCode code, string what, Exception? cause = null, string? setting = null) =>
        new(code, $"{call.At(url)}: {what}", cause, setting is null ? null : new FailureReason.Settings(setting));
}
