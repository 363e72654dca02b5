namespace Matomo.Tokens.Api.Client;

/// <summary>Says what an answer is that is not one of Matomo's API: mostly that of something in front of Matomo, such as a firewall, a proxy or a login gateway.</summary>
internal static class UnexpectedAnswer
{
    private const int Unauthorized = 401;
    private const int Forbidden = 403;
    private const int ProxyUnauthorized = 407;
    private const int TooMany = 429;
    private const int Unavailable = 503;

    private static readonly string[] PasswordFields = ["type=\"password\"", "type='password'", "type=password"];

    public static TokenException Redirect(MatomoCall call, Uri url, AnswerHead head)
    {
        var target = head.Location is not null && Uri.TryCreate(url, head.Location, out var address) ? address : null;
        var shown = target?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        var login = target is null || (target.Host == url.Host && target.AbsolutePath.EndsWith("/index.php", StringComparison.Ordinal))
            ? ""
            : " When it is a login page, something in front of Matomo wants a login first: let this host through to index.php there.";
        return new TokenException(
            TokenErrorCode.Redirected,
            $"{TransportFailure.What(call, url)}: the server redirects to {shown ?? "another address"}{From(head)}. It was not followed, since the request's body would be lost or go "
            + $"to another host.{login}",
            reason: new FailureReason.OtherAddress());
    }

    public static TokenException Other(MatomoCall call, Uri url, AnswerHead head, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart();
        var what = $"{TransportFailure.What(call, url)}: HTTP {head.Status} and {Describe(text)} came back{From(head)}";
        return head.Status switch
        {
            Unauthorized when head.Challenge is not null => new TokenException(
                TokenErrorCode.AuthenticationFailed,
                $"{what}: the web server before Matomo asks for its own user name and password, or refuses them.",
                reason: new FailureReason.Settings(nameof(ApiOptions.WebUserName), nameof(ApiOptions.WebPassword))),
            ProxyUnauthorized => new TokenException(TokenErrorCode.Unreachable, $"{what}: the proxy asks for a user name and password. Put them into http_proxy or https_proxy of the environment."),
            Unauthorized or Forbidden => NotMatomo(
                "something in front of Matomo (a firewall, an access rule, a protection against robots) refuses the request; Matomo's API answers JSON. Let this host through to index.php there"),
            TooMany => NotMatomo(
                $"something in front of Matomo takes no more requests from this host for now. {Wait(head)}, or raise that limit for this host",
                new FailureReason.TooManyAtOnce()),
            Unavailable => MatomoError($"Matomo is in maintenance, or something in front of it cannot reach it. {Wait(head)}, and look into their logs when it lasts"),
            >= 500 => MatomoError("Matomo, or something in front of it, has failed. Look into their logs and try again"),
            _ when PasswordFields.Any(field => text.Contains(field, StringComparison.OrdinalIgnoreCase)) => NotMatomo(
                "it is a login page, where JSON of Matomo's API was expected. Something in front of Matomo wants a login first: let this host through to index.php there. Or the URL is not Matomo's"),
            _ => NotMatomo("JSON of Matomo's API was expected", new FailureReason.Settings(nameof(ApiOptions.Url))),
        };

        TokenException NotMatomo(string why, FailureReason? reason = null) =>
            new(TokenErrorCode.NotMatomo, $"{what}: {why}. {TransportFailure.Doubt(call)}", reason: reason);

        TokenException MatomoError(string why) => new(TokenErrorCode.MatomoError, $"{what}: {why}. {TransportFailure.Doubt(call)}");
    }

    private static string Wait(AnswerHead head) => head.RetryAfter is { } after ? $"Try again after {After(after)}" : "Try again later";

    // Seconds, or a date (RFC 9110, 10.2.3).
    private static string After(string text) => text.All(char.IsAsciiDigit) ? $"{Printable.Line(text)} seconds" : Printable.Line(text);

    private static string From(AnswerHead head)
    {
        var facts = new[] { ("Server", head.Server), ("Retry-After", head.RetryAfter) }.Where(fact => !string.IsNullOrWhiteSpace(fact.Item2)).ToList();
        return facts.Count == 0 ? "" : $" ({string.Join("; ", facts.Select(fact => $"{fact.Item1}: {Printable.Line(fact.Item2!)}"))})";
    }

    private static string Describe(string text)
    {
        if (text.Length == 0)
            return "an empty body";

        if (text[0] == '<')
            return Title(text) is { Length: > 0 } title ? $"an HTML page titled \"{title}\"" : "an HTML page";

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
