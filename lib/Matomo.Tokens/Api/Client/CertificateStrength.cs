using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Matomo.Tokens.Api.Client;

/// <summary>
/// What OpenSSL's security level 2 asks of certificates, as curl and Python do on most hosts: .NET itself judges neither keys nor hashes.
/// </summary>
internal static class CertificateStrength
{
    private const int LeastRsaKey = 2048;
    private const int LeastCurve = 224;
    private const string Pss = "1.2.840.113549.1.1.10";

    // Signature algorithms whose hash has less than 112 bits of security.
    private static readonly Dictionary<string, string> WeakSignatures = new()
    {
        ["1.2.840.113549.1.1.2"] = "MD2",
        ["1.2.840.113549.1.1.3"] = "MD4",
        ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = "SHA-1",
        ["1.3.14.3.2.29"] = "SHA-1",
        ["1.2.840.10040.4.3"] = "SHA-1",
        ["1.2.840.10045.4.1"] = "SHA-1",
    };

    /// <summary>What is too weak in a chain that is good otherwise; null when nothing is.</summary>
    public static string? WeaknessOf(X509Chain chain)
    {
        var certificates = chain.ChainElements.Select(element => element.Certificate).ToList();

        // An authority is trusted for being in the store, not for its own signature.
        return certificates.Select(Key).Concat(certificates.SkipLast(1).Select(Signature)).FirstOrDefault(weakness => weakness is not null);
    }

    private static string? Key(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var curve = certificate.GetECDsaPublicKey();
        return rsa?.KeySize < LeastRsaKey || curve?.KeySize < LeastCurve
            ? $"the key of {Printable.Line(certificate.Subject)} has only {rsa?.KeySize ?? curve?.KeySize} bits"
            : null;
    }

    private static string? Signature(X509Certificate2 certificate)
    {
        var algorithm = certificate.SignatureAlgorithm.Value ?? "";
        var hash = algorithm == Pss && HasDefaultHash(certificate) ? "SHA-1" : WeakSignatures.GetValueOrDefault(algorithm);
        return hash is null ? null : $"the certificate of {Printable.Line(certificate.Subject)} is signed with {hash}";
    }

    // RSASSA-PSS names its hash in the parameters, unless it is SHA-1 (RFC 4055, 3.1).
    private static bool HasDefaultHash(X509Certificate2 certificate)
    {
        var whole = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        whole.ReadEncodedValue();
        var algorithm = whole.ReadSequence();
        algorithm.ReadObjectIdentifier();
        var parameters = algorithm.ReadSequence();
        return !parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0));
    }
}
