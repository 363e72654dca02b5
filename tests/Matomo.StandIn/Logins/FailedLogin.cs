namespace Matomo.StandIn.Logins;

/// <summary>One row of brute_force_log. The login is known only where a password was tried for it.</summary>
public sealed record FailedLogin(string Address, string? Login, DateTime At);
