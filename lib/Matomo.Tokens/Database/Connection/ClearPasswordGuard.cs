using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace Matomo.Tokens.Database.Connection;

/// <summary>Ends a login, before it is answered, that asks for the password itself where a listener would learn it.</summary>
/// <remarks>
/// Over the loopback, where any user of the host can listen while the server is down, MySqlConnector answers mysql_clear_password without
/// TLS (ServerSession.cs, SwitchAuthenticationAsync). It tells its log before, and nobody else: so the log speaks up.
/// </remarks>
internal sealed class ClearPasswordGuard(Func<bool> isSafe) : ILoggerFactory, ILogger
{
    private const int SwitchingToAuthenticationMethod = 2115;
    private const string Plugin = "mysql_clear_password";

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Trace;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var asksForPassword = eventId.Id == SwitchingToAuthenticationMethod
            && state?.ToString()?.EndsWith(Plugin, StringComparison.Ordinal) is true;
        if (asksForPassword && !isSafe())
            throw new AuthenticationException($"Authentication method '{Plugin}' is not answered here.");
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
