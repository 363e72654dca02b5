using System.Text;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Api;

/// <summary>Says what an answer is that is not one of Matomo's API.</summary>
internal static class UnexpectedAnswer
{
    private const int Unauthorized = 401;
    private const int ProxyUnauthorized = 407;

    public static TokenException Redirect(MatomoCall call, Uri url, string? location) => new(
        TokenErrorCode.Redirected,
        $"{TransportFailure.What(call, url)}: the server redirects to {Target(url, location)}. It was not followed, since the request's body would be lost or go "
        + "to another host. Give that address as url.");

    public static TokenException Other(MatomoCall call, Uri url, int status, bool challenges, byte[] body)
    {
        var what = $"{TransportFailure.What(call, url)}: HTTP {status} and {Describe(body)} came back";
        return status switch
        {
            Unauthorized when challenges => new TokenException(
                TokenErrorCode.AuthenticationFailed,
                $"{what}: the web server before Matomo asks for its own user name and password, or refuses them. Check url_username and url_password."),
            ProxyUnauthorized => new TokenException(TokenErrorCode.Unreachable, $"{what}: the proxy asks for a user name and password. Put them into http_proxy or https_proxy of the environment."),
            >= 500 => new TokenException(
                TokenErrorCode.MatomoError,
                $"{what}: Matomo, or the web server before it, is in maintenance or has failed. Look into their logs and try again. {TransportFailure.Doubt(call)}"),
            _ => new TokenException(
                TokenErrorCode.NotMatomo,
                $"{what} where JSON of Matomo's API was expected. Check that url is the address of an installed Matomo. {TransportFailure.Doubt(call)}"),
        };
    }

    private static string Target(Uri url, string? location) =>
        location is not null && Uri.TryCreate(url, location, out var target)
            ? target.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : "another address";

    private static string Describe(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart();
        if (text.Length == 0)
        {
            return "an empty body";
        }

        if (text[0] == '<')
        {
            return Title(text) is { Length: > 0 } title ? $"an HTML page titled \"{title}\"" : "an HTML page";
        }

        return text[0] is '{' or '[' ? "JSON that is cut off or of another shape" : "a body that is not JSON";
    }

    private static string? Title(string page)
    {
        var start = page.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        start = start < 0 ? start : page.IndexOf('>', start);
        var end = start < 0 ? start : page.IndexOf("</title", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : Printable.Line(System.Net.WebUtility.HtmlDecode(page[(start + 1)..end]));
    }
}
