using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Matomo.Tokens.Host;

namespace Matomo.Tokens.Database.Connection;

/// <summary>Judges the server's certificate in the handshake, before anything of the password is sent.</summary>
/// <remarks>
/// MySqlConnector's own VerifyCA and VerifyFull judge after the login, to which a server on the loopback may have asked for the password
/// itself (ServerSession.cs, IsServerIdentityVerifiedForPassword). It asks this instead, as long as it is told neither of them nor SslCa.
/// </remarks>
internal sealed class ServerTrust
{
    private readonly DatabaseOptions _options;
    private readonly X509Certificate2Collection? _authorities;

    /// <exception cref="TokenException"><see cref="TokenErrorCode.TlsFailed"/>: the file of authorities cannot be used.</exception>
    public ServerTrust(DatabaseOptions options)
    {
        _options = options;
        IsSafeForPassword = options is not { Socket: null, Tls: TlsMode.Disabled or TlsMode.Preferred };
        if (IsNeeded && options.CertificateAuthorities is { Length: > 0 } path)
            _authorities = Authorities(path);
    }

    /// <summary>Why the certificate was not trusted; null when it was, or none was seen.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether a listener learns nothing from a password that is sent as it is.</summary>
    public bool IsSafeForPassword { get; private set; }

    // Nobody stands between the two ends of a socket.
    private bool IsNeeded => _options is { Socket: null, Tls: TlsMode.VerifyCa or TlsMode.VerifyIdentity };

    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (IsNeeded)
            Refusal = certificate is X509Certificate2 shown ? Problem(shown, chain, errors) : "the server showed no certificate";

        IsSafeForPassword = Refusal is null;
        return IsSafeForPassword;
    }

    private string? Problem(X509Certificate2 shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_options.Tls == TlsMode.VerifyIdentity && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the server's certificate ({shown.Subject}) is for another host than {_options.Host}";

        if (_authorities is null)
            return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? Distrust(shown, chain!) : null;

        using var own = new X509Chain();
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        return own.Build(shown) ? null : Distrust(shown, own);
    }

    private static string Distrust(X509Certificate2 shown, X509Chain chain) =>
        $"the server's certificate ({shown.Subject}, issued by {shown.Issuer}) is not trusted: "
        + string.Join(" ", chain.ChainStatus.Select(problem => problem.StatusInformation.Trim())).TrimEnd('.');

    private static X509Certificate2Collection Authorities(string path)
    {
        try
        {
            return PemFile.Certificates(path);
        }
        catch (Exception exception) when (exception is IOException or CryptographicException)
        {
            throw new TokenException(
                TokenErrorCode.TlsFailed,
                $"The file of certificate authorities {path} cannot be used: {exception.Message.TrimEnd('.')}. Nothing was sent.",
                exception,
                LoginPlugin.TlsSettings);
        }
    }
}
