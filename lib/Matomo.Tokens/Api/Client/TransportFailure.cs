using System.Net.Http;

namespace Matomo.Tokens.Api.Client;

/// <summary>Says what went wrong between this host and Matomo.</summary>
internal static class TransportFailure
{
    public static TokenException Timeout(MatomoCall call, Uri url, TimeSpan limit, bool connected) => new(
        TokenErrorCode.Timeout,
        connected
            ? $"{What(call, url)}: no complete answer within {limit.TotalSeconds:0.###} seconds. {Doubt(call)}"
            : $"{What(call, url)}: no connection within {limit.TotalSeconds:0.###} seconds. Nothing was sent. Check the URL, firewall and proxy.",
        reason: new FailureReason.Settings(nameof(ApiOptions.Timeout)));

    /// <summary>The run was told to end (a signal) while an answer was awaited.</summary>
    public static TokenException Ended(MatomoCall call, Uri url) => new(
        TokenErrorCode.Unreachable, $"{What(call, url)}: the run was told to end before the answer came. {Doubt(call)}");

    public static TokenException From(Exception exception, MatomoCall call, Uri url, string? tlsRefusal, bool connected)
    {
        var http = Unwrap<HttpRequestException>(exception);
        var error = http?.HttpRequestError ?? HttpRequestError.Unknown;
        var why = Printable.Line(exception.GetBaseException().Message);
        return error switch
        {
            HttpRequestError.SecureConnectionError => new TokenException(
                TokenErrorCode.TlsFailed,
                $"{What(call, url)}: the encrypted connection failed: {tlsRefusal ?? why}. Nothing was sent. "
                + "Check the certificate; a private authority's has to be given.",
                exception,
                reason: new FailureReason.Settings(nameof(ApiOptions.CertificateAuthorities))),
            HttpRequestError.NameResolutionError => Unreachable($"the name {url.Host} does not resolve ({why}). Nothing was sent. Check the URL and the host's DNS"),
            HttpRequestError.ConnectionError => Unreachable($"no connection to {url.Host}, port {url.Port} ({why}). Nothing was sent. Check the URL, firewall, and that the web server runs"),
            HttpRequestError.ProxyTunnelError => Unreachable($"the proxy refused ({why}). Nothing was sent. Check http_proxy, https_proxy and no_proxy, or use no proxy", nameof(ApiOptions.UseProxy)),
            HttpRequestError.ConfigurationLimitExceeded => new TokenException(
                TokenErrorCode.NotMatomo,
                $"{What(call, url)}: the answer is larger than {BodyLimit.LargestBody / 1024} KiB, which no answer of Matomo's API is. Check the URL. {Doubt(call)}",
                exception),
            _ => Unreachable($"the connection was lost before the answer was complete ({why}). {(connected ? Doubt(call) : "Nothing was sent.")}"),
        };

        TokenException Unreachable(string what, string? setting = null) => new(
            TokenErrorCode.Unreachable,
            $"{What(call, url)}: {what.TrimEnd('.')}.",
            exception,
            reason: setting is null ? null : new FailureReason.Settings(setting));
    }

    /// <summary>What a creation that did not end with an answer leaves open.</summary>
    public static string Doubt(MatomoCall call) => call.MayCreate
        ? "Matomo may have made a token that nobody knows the value of; it was not asked again. Look under Settings, Personal, Security of that user, and revoke it there."
        : "Nothing was changed.";

    public static string What(MatomoCall call, Uri url) => $"{call.Method} at {url}";

    private static T? Unwrap<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
            exception = exception.InnerException;

        return exception as T;
    }
}
