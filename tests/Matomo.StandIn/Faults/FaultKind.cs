namespace Matomo.StandIn.Faults;

/// <summary>What can go wrong between Matomo and its callers.</summary>
public enum FaultKind
{
    /// <summary>force_ssl: 302 to https. Nothing is done.</summary>
    RedirectToHttps,

    /// <summary>Not installed yet: 200 with the installer's HTML. Nothing is done.</summary>
    InstallerPage,

    /// <summary>An error page of the web server: 500 with HTML. Nothing is done.</summary>
    HtmlError,

    /// <summary>Maintenance mode: 503 with HTML. Nothing is done.</summary>
    Maintenance,

    /// <summary>500; JSON where the URL says that it is an API call. Nothing is done.</summary>
    DatabaseDown,

    /// <summary>login_allowlist_ip: 401 in 5.x, 200 before. Nothing is done.</summary>
    AddressNotAllowed,

    /// <summary>user_token_auth takes no row: 200 with SQL's message.</summary>
    TokensCannotBeWritten,

    /// <summary>
    /// Something in front of Matomo, a firewall say, answers in its place with HTML: the fault's status, Server and Retry-After. 200 is a
    /// login page.
    /// </summary>
    InFront,

    /// <summary>The web server wants basic authentication: 401 with HTML unless user name and password are those of the fault.</summary>
    BasicAuthentication,

    /// <summary>Waits before it reads the body, then goes on as usual.</summary>
    HangBefore,

    /// <summary>Does the work, then waits, then answers.</summary>
    HangAfter,

    /// <summary>Does the work, then closes the connection without an answer.</summary>
    CloseAfter,

    /// <summary>Does the work; the answer is 200 with text that is no JSON.</summary>
    NotJson,

    /// <summary>Does the work; the answer ends in the middle, in all order of HTTP.</summary>
    TruncatedJson,

    /// <summary>Does the work; the answer ends in the middle, short of its Content-Length, and the connection is closed.</summary>
    CutBody,

    /// <summary>Does the work; the answer is JSON of as many bytes as the fault says.</summary>
    OversizedBody,
}
