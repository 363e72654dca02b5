namespace Matomo.TestDatabase;

/// <summary>How Matomo's configuration says where the server is.</summary>
public enum DatabaseAddress
{
    /// <summary><c>unix_socket</c>.</summary>
    Socket,

    /// <summary><c>host</c> and <c>port</c>, with <c>enable_ssl</c> and <c>ssl_ca</c> when the server has TLS.</summary>
    HostAndPort,

    /// <summary>A socket's path as the <c>host</c>.</summary>
    SocketAsHost,

    /// <summary>A socket's path as the <c>port</c> beside an empty <c>host</c>, as Matomo's own installer writes it.</summary>
    SocketAsPort,
}
