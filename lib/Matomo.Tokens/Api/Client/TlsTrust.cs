using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Matomo.Tokens.Host;

namespace Matomo.Tokens.Api.Client;

/// <summary>Whom an encrypted connection trusts, and why it did not.</summary>
internal sealed class TlsTrust
{
    private readonly Uri _url;
    private readonly bool _validates;

    /// <exception cref="TokenException">A file cannot be used, or the host has no OpenSSL.</exception>
    public TlsTrust(ApiOptions options)
    {
        _url = options.Url;
        _validates = options.ValidateCertificates;

        // A certificate that the server does not show is not fetched: the wait for it, at an address of the server's choice, has no bound.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        Options = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = Validate,
        };
        if (_url.Scheme == Uri.UriSchemeHttps)
            OpenSsl.Require("https");

        // Files that were given are read even where the URL does not need them, so that a wrong one is not found out later.
        if (options.CertificateAuthorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(
                Read("file of certificate authorities", nameof(ApiOptions.CertificateAuthorities), authorities, PemFile.Certificates));
        }

        if (options.ClientCertificate is { } client)
        {
            var key = options.ClientKey is { } its ? Read("client key", nameof(ApiOptions.ClientKey), its, PemFile.Read) : null;
            Options.ClientCertificates = [Read("client certificate", nameof(ApiOptions.ClientCertificate), client, Shown)];

            X509Certificate2 Shown(string path)
            {
                var pem = PemFile.Read(path);
                return X509Certificate2.CreateFromPem(pem, key ?? pem);
            }
        }
    }

    public SslClientAuthenticationOptions Options { get; }

    /// <summary>Why the last certificate was not trusted; null when it was, or none was seen.</summary>
    public string? Refusal { get; private set; }

    private static T Read<T>(string what, string setting, string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (
            exception is IOException or CryptographicException or ArgumentException or NotSupportedException)
        {
            var why = exception is NotSupportedException ? "its key is neither RSA nor elliptic curve" : exception.Message.TrimEnd('.');
            throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"The {what} {path} cannot be used: {why}. Nothing was sent.",
                exception,
                reason: new FailureReason.Settings(setting));
        }
    }

    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Refusal = errors == SslPolicyErrors.None
            ? chain is not null && CertificateStrength.WeaknessOf(chain) is { } weakness ? $"{weakness}, which is too weak" : null
            : Describe(certificate as X509Certificate2, chain?.ChainStatus ?? [], errors);
        return Refusal is null || !_validates;
    }

    private string Describe(X509Certificate2? certificate, X509ChainStatus[] problems, SslPolicyErrors errors)
    {
        if (certificate is null)
            return "the server showed no certificate";

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"its certificate ({Printable.Line(certificate.Subject)}) is for another host than {_url.Host}";

        return problems.Any(problem => problem.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            ? $"its certificate ({Printable.Line(certificate.Subject)}) or one that it hangs on is valid from {Utc(certificate.NotBefore)} "
                + $"to {Utc(certificate.NotAfter)} UTC only"
            : $"its certificate ({Printable.Line(certificate.Subject)}, issued by {Printable.Line(certificate.Issuer)}) is not trusted: "
                + string.Join(" ", problems.Select(problem => problem.StatusInformation.Trim()));
    }

    private static string Utc(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
