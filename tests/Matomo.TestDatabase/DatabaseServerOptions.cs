namespace Matomo.TestDatabase;

/// <summary>What a <see cref="DatabaseServer"/> is started with.</summary>
public sealed record DatabaseServerOptions
{
    /// <summary>Whether it offers no TLS, where the product makes itself a certificate otherwise: MySQL does, and MariaDB from 11.4
    /// on.</summary>
    public bool NoTls { get; init; }

    /// <summary>Whether it offers TLS, with a certificate of a certificate authority of its own:
    /// <see cref="DatabaseServer.CaPath"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>Whether it refuses TCP without TLS; its socket needs none. Implies <see cref="Tls"/>.</summary>
    public bool RequireTls { get; init; }

    /// <summary>A network that it is across, rather than on this host's loopback; its socket is here in any case.</summary>
    public PrivateNetwork? Network { get; init; }

    /// <summary>Whether it logs every statement from the start: <see cref="DatabaseServer.ReadGeneralLog"/>.</summary>
    public bool GeneralLog { get; init; }

    /// <summary>As <c>sql_mode</c>, for example <c>ANSI_QUOTES,NO_BACKSLASH_ESCAPES</c>; null leaves the server's default.</summary>
    public string? SqlMode { get; init; }

    /// <summary>Of the server, and so of what a client gets that asks for none. Tables have the character set that Matomo gives
    /// them.</summary>
    public string CharacterSet { get; init; } = "utf8mb4";

    /// <summary>Further arguments of the server's program, such as <c>--read-only</c>. The last of a kind counts:
    /// <c>--default-time-zone=+00:00</c>, where the server is otherwise five and a half hours ahead of UTC, so that a statement with the
    /// server's own time is found out.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    internal string Address => Network?.ServerAddress ?? "127.0.0.1";

    internal bool HasTls => Tls || RequireTls;
}
