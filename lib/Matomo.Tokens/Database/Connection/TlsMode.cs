namespace Matomo.Tokens.Database.Connection;

/// <summary>How far a connection to the database is encrypted and trusted; the names and meanings are those of MySQL's <c>--ssl-mode</c>.
/// </summary>
public enum TlsMode
{
    /// <summary>Not encrypted.</summary>
    Disabled,

    /// <summary>Encrypted where the server can; its certificate is not checked. It protects against listeners only.</summary>
    Preferred,

    /// <summary>Encrypted, or not connected; the server's certificate is not checked. It protects against listeners only.</summary>
    Required,

    /// <summary>Encrypted, with a certificate of a trusted authority; before that, nothing of the password is sent.</summary>
    VerifyCa,

    /// <summary>Encrypted, with a certificate of a trusted authority for this very host; before that, nothing of the password is sent.
    /// </summary>
    VerifyIdentity,
}
