namespace Matomo.Tokens.Configuration;

/// <summary>Where Matomo connects to.</summary>
/// <param name="Socket">A socket's path, or null.</param>
/// <param name="Host">The host when there is no socket.</param>
/// <param name="Port">Its port.</param>
/// <remarks>
/// Matomo (<c>core/Db/Adapter.php</c>, <c>core/Db/Adapter/Pdo/Mysql.php</c>, <c>libs/Zend/Db/Adapter/Mysqli.php</c>; 3.14.1 to 5.2.0-b5)
/// takes a port that begins with a slash for a socket's path, before all else. That is what its installer writes. With the adapter
/// <c>PDO\MYSQL</c> it drops host and port when unix_socket is set; with <c>MYSQLI</c> it hands on all three, and PHP uses the socket only
/// for the host <c>localhost</c> or none. PHP's MySQL client (measured with 8.2.36) reads <c>name:3307</c> and <c>[::1]</c> in a host,
/// where the host's port wins, and strips MYSQLI's <c>p:</c>.
/// </remarks>
internal readonly record struct ServerAddress(string? Socket, string Host, int Port)
{
    private const string Local = "localhost";
    private const int DefaultPort = 3306;

    /// <summary>Whether the connection goes to this very host, over the socket that PHP has for it when none is named.</summary>
    public bool IsDefaultSocket { get; private init; }

    public static ServerAddress Of(MatomoConfiguration configuration)
    {
        var host = WithoutPrefix(configuration.Host ?? "");
        var socket = SocketOf(configuration, host);
        if (IsLocal(host) || socket is not null)
            return new(socket, Local, PortOf(configuration.Port)) { IsDefaultSocket = socket is null };

        var closing = host[0] == '[' ? host.IndexOf(']') : -1;
        if (closing > 0)
            return new(null, host[1..closing], host.AsSpan(closing + 1) is [':', .. var port] ? PortOf(port) : PortOf(configuration.Port));

        // Two colons without brackets are an IPv6 address, which PHP cannot connect to and we can.
        var colon = host.IndexOf(':');
        return colon < 0 || host.IndexOf(':', colon + 1) >= 0
            ? new(null, host, PortOf(configuration.Port))
            : new(null, host[..colon], PortOf(host.AsSpan(colon + 1)));
    }

    private static string? SocketOf(MatomoConfiguration configuration, string host)
    {
        if (configuration.Port is ['/', ..])
            return configuration.Port;

        var isMysqli = string.Equals(configuration.Adapter, "MYSQLI", StringComparison.OrdinalIgnoreCase);
        if (configuration.UnixSocket is not (null or "" or "0") && (!isMysqli || IsLocal(host)))
            return configuration.UnixSocket;

        return host is ['/', ..] ? host : null;
    }

    private static string WithoutPrefix(string host) => host.StartsWith("p:", StringComparison.Ordinal) ? host[2..] : host;

    private static bool IsLocal(string host) => host.Length == 0 || string.Equals(host, Local, StringComparison.OrdinalIgnoreCase);

    // PHP takes the number that the text begins with.
    private static int PortOf(ReadOnlySpan<char> text)
    {
        var digits = text.TrimStart();
        digits = digits[..^digits.TrimStart("0123456789").Length];
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var port) && port != 0 ? port : DefaultPort;
    }
}
