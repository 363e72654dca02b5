using System.Net;

namespace Matomo.Tokens.Api.Client;

/// <summary>
/// Says what an answer is that is not Matomo's: mostly that of something in front of it, such as a firewall or a login gateway.
/// </summary>
internal sealed class UnexpectedAnswer(MatomoCall call, ApiOptions options, HttpStatusCode status, Func<string, string?> header)
{
    private static readonly string[] PasswordFields = ["type=\"password\"", "type='password'", "type=password"];

    // Seconds, or a date (RFC 9110, 10.2.3).
    private string Wait => header("Retry-After") is { } after
        ? $"Try again after {Line(after)}{(after.All(char.IsAsciiDigit) ? " seconds" : "")}"
        : "Try again later";

    // What the headers tell of who answered.
    private string From
    {
        get
        {
            string[] names = ["Server", "Retry-After"];
            var given = names.Where(name => !string.IsNullOrWhiteSpace(header(name))).ToList();
            var facts = string.Join("; ", given.Select(name => $"{name}: {Line(header(name)!)}"));
            return given.Count == 0 ? "" : $" ({facts})";
        }
    }

    public TokenException Redirect()
    {
        var target = header("Location") is { } location && Uri.TryCreate(options.Url, location, out var address) ? address : null;
        var shown = target?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        var isMatomo = target?.Host == options.Url.Host && target.AbsolutePath.EndsWith("/index.php", StringComparison.Ordinal);
        var login = target is null || isMatomo
            ? ""
            : " When it is a login page, something in front of Matomo wants a login first: let this host through to index.php there.";
        return new TokenException(
            TokenErrorCode.Redirected,
            $"{call.At(options.Url)}: the server redirects to {(shown is null ? "another address" : Line(shown))}{From}. It was not "
            + $"followed, since the request's body would be lost or go to another host.{login}",
            reason: new FailureReason.OtherAddress());
    }

    public TokenException Other(string body)
    {
        body = body.TrimStart();
        var what = $"HTTP {status:D} and {Describe(body)} came back{From}";
        return status switch
        {
            HttpStatusCode.Unauthorized when header("WWW-Authenticate") is not null => Failure(
                TokenErrorCode.AuthenticationFailed,
                "the web server before Matomo asks for its own user name and password, or refuses them.",
                new FailureReason.Settings(nameof(ApiOptions.WebUserName), nameof(ApiOptions.WebPassword))),
            HttpStatusCode.ProxyAuthenticationRequired => Failure(
                TokenErrorCode.Unreachable,
                "the proxy asks for a user name and password. Put them into http_proxy or https_proxy of the environment."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => NotMatomo(
                "something in front of Matomo (a firewall, an access rule, a protection against robots) refuses the request; Matomo's API "
                + "answers JSON. Let this host through to index.php there."),
            HttpStatusCode.TooManyRequests => NotMatomo(
                $"something in front of Matomo takes no more requests from this host for now. {Wait}, or raise that limit for this host.",
                new FailureReason.TooManyAtOnce()),
            HttpStatusCode.ServiceUnavailable => MatomoError(
                $"Matomo is in maintenance, or something in front of it cannot reach it. {Wait}, and look into their logs when it lasts."),
            >= HttpStatusCode.InternalServerError => MatomoError(
                "Matomo, or something in front of it, has failed. Look into their logs and try again."),
            _ when PasswordFields.Any(field => body.Contains(field, StringComparison.OrdinalIgnoreCase)) => NotMatomo(
                "it is a login page, where JSON of Matomo's API was expected. Something in front of Matomo wants a login first: let this "
                + "host through to index.php there. Or the URL is not Matomo's."),
            _ => NotMatomo("JSON of Matomo's API was expected.", new FailureReason.Settings(nameof(ApiOptions.Url))),
        };

        TokenException NotMatomo(string why, FailureReason? reason = null) =>
            Failure(TokenErrorCode.NotMatomo, $"{why} {call.Doubt}", reason);

        TokenException MatomoError(string why) => Failure(TokenErrorCode.MatomoError, $"{why} {call.Doubt}");

        TokenException Failure(TokenErrorCode code, string why, FailureReason? reason = null) =>
            new(code, $"{call.At(options.Url)}: {what}: {why}", reason: reason);
    }

    private string Line(string text) => Printable.Line(options.Conceal(text));

    private string Describe(string text) => text switch
    {
        "" => "an empty body",
        ['<', ..] => Title(text) is { Length: > 0 } title ? $"an HTML page titled \"{title}\"" : "an HTML page",
        ['{' or '[', ..] => "JSON that is cut off or of another shape",
        _ => "a body that is not JSON",
    };

    private string? Title(string page)
    {
        var start = page.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        start = start < 0 ? start : page.IndexOf('>', start);
        var end = start < 0 ? start : page.IndexOf("</title", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : Line(WebUtility.HtmlDecode(page[(start + 1)..end]));
    }
}
