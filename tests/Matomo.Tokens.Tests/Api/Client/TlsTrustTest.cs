using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Matomo.Tokens.Api.Client;
using Tests.Network;

namespace Matomo.Tokens.Tests.Api.Client;

/// <summary>What OpenSSL, and with it curl and Python, refuse at security level 2.</summary>
public class TlsTrustTest
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-1);

    [TestCase("SHA256", 2048, null)]
    [TestCase("SHA384", 3072, null)]
    [TestCase("SHA1", 2048, "SHA-1")]
    [TestCase("MD5", 2048, "MD5")]
    [TestCase("PSS with SHA1", 2048, "SHA-1")]
    [TestCase("SHA256", 1024, "1024 bits")]
    public void ServersCertificate(string signature, int keySize, string? refusal) =>
        Assert.That(RefusalOf(2048, "SHA256", keySize, signature), refusal is null ? Is.Null : Is.Not.Null.And.Contains(refusal));

    // Nobody relies on how an authority signed itself.
    [TestCase("SHA1", 2048, null)]
    [TestCase("SHA256", 1024, "1024 bits")]
    public void AuthoritysCertificate(string signature, int keySize, string? refusal) =>
        Assert.That(RefusalOf(keySize, signature, 2048, "SHA256"), refusal is null ? Is.Null : Is.Not.Null.And.Contains(refusal));

    // What a server names there would be waited for beyond the time-out, at an address of its choice.
    [TestCase(false)]
    [TestCase(true)]
    public void MissingIntermediate_IsNotFetched(bool hasAuthorities)
    {
        var connections = 0;
        using var server = new LocalServer(_ =>
        {
            Interlocked.Increment(ref connections);
            return Task.Delay(Timeout.Infinite);
        });
        using var key = RSA.Create(2048);
        using var authority = Issue("CN=Authority", key, new Signer(key, "SHA256"), isAuthority: true);
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.pem");
        File.WriteAllText(file, authority.ExportCertificatePem());
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([], [$"http://127.0.0.1:{server.Port}/ca"]));
        var missing = new X500DistinguishedName("CN=Missing");
        using var certificate = request.Create(missing, new Signer(key, "SHA256"), Start, Start.AddDays(9), [1]);
        var trust = new TlsTrust(new ApiOptions
        {
            Url = new Uri("http://127.0.0.1/"),
            CertificateAuthorities = hasAuthorities ? file : null,
        });
        File.Delete(file);
        using var chain = new X509Chain { ChainPolicy = trust.Options.CertificateChainPolicy ?? new X509ChainPolicy() };
        Assert.That(chain.Build(certificate), Is.False);
        Assert.That(connections, Is.Zero);
    }

    private static string? RefusalOf(int authoritysSize, string authoritysSignature, int size, string signature)
    {
        using var authoritysKey = RSA.Create(authoritysSize);
        using var key = RSA.Create(size);
        using var authority = Issue("CN=Authority", authoritysKey, new Signer(authoritysKey, authoritysSignature), isAuthority: true);
        using var certificate = Issue("CN=127.0.0.1", key, new Signer(authoritysKey, signature), isAuthority: false);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        Assert.That(chain.Build(certificate), Is.True, "a good chain otherwise");
        var trust = new TlsTrust(new ApiOptions { Url = new Uri("http://127.0.0.1/") });
        var isTrusted = trust.Options.RemoteCertificateValidationCallback!(trust, certificate, chain, SslPolicyErrors.None);
        Assert.That(isTrusted, Is.EqualTo(trust.Refusal is null));
        return trust.Refusal;
    }

    private static X509Certificate2 Issue(string subject, RSA key, Signer signer, bool isAuthority)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        return request.Create(new X500DistinguishedName("CN=Authority"), signer, Start, Start.AddDays(9), [1]);
    }

    /// <summary>Signs with algorithms that .NET no longer issues certificates with.</summary>
    private sealed class Signer(RSA key, string signature) : X509SignatureGenerator
    {
        private readonly bool _isPss = signature.StartsWith("PSS", StringComparison.Ordinal);

        private HashAlgorithmName Hash => new(signature.Split(' ')[^1]);

        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            var number = _isPss ? 10 : Hash.Name switch { "MD5" => 4, "SHA1" => 5, "SHA256" => 11, _ => 12 };
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier($"1.2.840.113549.1.1.{number}");
                if (_isPss)
                    writer.PushSequence().Dispose();
                else
                    writer.WriteNull();
            }

            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, Hash, _isPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
