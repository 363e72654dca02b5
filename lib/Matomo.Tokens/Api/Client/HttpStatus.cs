namespace Matomo.Tokens.Api.Client;

/// <summary>The statuses in which Matomo's refusals differ (most have 200).</summary>
internal static class HttpStatus
{
    /// <summary>Answers and most refusals.</summary>
    public const int Ok = 200;

    /// <summary>5.x: there is no such method; 5.7 and later: a parameter is missing, empty or of the wrong type.</summary>
    public const int BadRequest = 400;

    /// <summary>5.x: the token is invalid or expired, or may not do this (core/NoAccessException.php). All: the two-factor code is missing or rejected; 5.x: the address is not allowed.</summary>
    public const int Unauthorized = 401;

    /// <summary>5.x: this login is blocked after failed logins from anywhere.</summary>
    public const int Forbidden = 403;

    /// <summary>Raised before the method ran: locked out, or no database.</summary>
    public const int ServerError = 500;
}
