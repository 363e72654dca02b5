namespace Matomo.Tokens.Database.Connection;

/// <summary>Where Matomo's database is, how it is spoken to, and what Matomo hashes tokens with.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The server's name or address. With <c>localhost</c> the local server's usual socket is used where there is one, as every
    /// MySQL client does; but see <see cref="ForcesTcp"/>.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>The server's TCP port.</summary>
    public int Port { get; init; } = 3306;

    /// <summary>Whether <c>localhost</c>, too, is spoken to over TCP: for whoever names a port.</summary>
    public bool ForcesTcp { get; init; }

    /// <summary>The path of the server's Unix socket, which goes before <see cref="Host"/> and <see cref="Port"/>; or null.</summary>
    public string? Socket { get; init; }

    /// <summary>The database.</summary>
    public required string Name { get; init; }

    /// <summary>The account at the server.</summary>
    public required string User { get; init; }

    /// <summary>Its password, which may be empty.</summary>
    public Secret Password { get; init; } = new("");

    /// <summary>What the names of Matomo's tables begin with: letters, digits, <c>_</c> and <c>$</c>; often <c>matomo_</c>, may be empty.
    /// </summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether the connection is encrypted, and whom it trusts. A socket needs no encryption.</summary>
    public TlsMode Tls { get; init; } = TlsMode.Preferred;

    /// <summary>A PEM file of the certificate authorities to trust instead of the host's, or null.</summary>
    public string? CertificateAuthorities { get; init; }

    /// <summary>A PEM file with a client certificate, or null.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>A PEM file with its key, or null.</summary>
    public string? ClientKey { get; init; }

    /// <summary>Matomo's salt (<c>[General] salt</c>), which each token is hashed with.</summary>
    public required Secret Salt { get; init; }

    /// <summary>Whether somebody gave the salt rather than Matomo's configuration. A trial may then prove one that the anonymous user's row
    /// denies: that row is as old as the installation, and the environment of the web server may have given Matomo another salt since
    /// (plugin EnvironmentVariables).</summary>
    public bool SaltIsGiven { get; init; }

    /// <summary>How long the connection, one statement, the wait for another run and that for another's locks may take each; in whole
    /// seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Takes the caller's secrets out of a server's text, before that is cut and put into a message.</summary>
    public Func<string, string> Conceal { get; init; } = text => text;

    /// <summary>Whether nothing is written and nobody kept waiting: SELECT is all that the account needs, and the server may be a replica.
    /// </summary>
    internal bool ReadsOnly { get; init; }

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: Matomo's tables cannot have that prefix.</exception>
    internal MatomoTables Tables => new(Prefix);

    /// <summary>What ends the message of a refusal.</summary>
    internal string AfterRefusal => ReadsOnly ? "" : " Nothing was changed.";
}
