using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tests;

/// <summary>A private certificate authority with its files in a folder.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-10);

    private readonly string _folder;
    private readonly X509Certificate2 _certificate;

    public CertificateAuthority(string folder)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Private authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(Start, Start.AddYears(10));
        CertificatePath = Path.Combine(folder, "ca.pem");
        File.WriteAllText(CertificatePath, _certificate.ExportCertificatePem());
    }

    public string CertificatePath { get; }

    /// <summary>Issues a certificate for 127.0.0.1 or another name; the paths of it and its key.</summary>
    /// <param name="name">Whom it is for.</param>
    /// <param name="days">How long it is valid.</param>
    /// <param name="fetchedFrom">Where it says that the authority's own is; null for nothing.</param>
    public (string Certificate, string Key) Issue(string name, int days = 100, string? fetchedFrom = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);

        request.CertificateExtensions.Add(names.Build());
        if (fetchedFrom is not null)
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([], [fetchedFrom]));

        using var certificate = Sign(request, days);

        // Tests run side by side: each certificate has a file of its own.
        var path = Path.Combine(_folder, $"{name}-{Guid.NewGuid():N}.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(path + ".key", key.ExportPkcs8PrivateKeyPem());
        return (path, path + ".key");
    }

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 Sign(CertificateRequest request, int days)
    {
        lock (_certificate)
            return request.Create(_certificate, Start, Start.AddDays(days), RandomNumberGenerator.GetBytes(8));
    }
}
