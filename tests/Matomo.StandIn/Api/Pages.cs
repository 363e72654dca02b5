using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Matomo.StandIn.Api;

/// <summary>The pages of HTML that come where JSON was wanted.</summary>
internal static class Pages
{
    public static string Login { get; } = Page("Sign in - Matomo", "<form id=\"login_form\" method=\"post\"></form>");

    public static string Installer { get; } = Page(
        "Matomo 5 &rsaquo; Installation", "<h1>Welcome!</h1><p>Matomo is a free software web analytics platform.</p>");

    public static string Maintenance { get; } = Page("Matomo is undergoing maintenance", "<h1>Matomo is undergoing maintenance</h1>");

    public static string ServerError { get; } = Page("500 Internal Server Error", "<h1>Internal Server Error</h1>");

    public static string Unauthorized { get; } = Page("401 Unauthorized", "<h1>Unauthorized</h1>");

    /// <summary>Of a firewall or a login that is not Matomo's.</summary>
    public static string InFront(int status) => status == 200
        ? Page("Log in", "<form method=\"post\" action=\"/login\"><input type=\"password\" name=\"password\"></form>")
        : Page(
            $"{status} {ReasonPhrases.GetReasonPhrase(status)}",
            $"<center><h1>{status} {ReasonPhrases.GetReasonPhrase(status)}</h1></center>");

    public static string NotFound { get; } = Page("404 Not Found", "<h1>Not Found</h1>");

    public static string Error(string message) =>
        Page("Matomo &rsaquo; Error", $"<div class=\"header\">An error occurred</div><p>{WebUtility.HtmlEncode(message)}</p>");

    private static string Page(string title, string body) =>
        $"<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n";
}
