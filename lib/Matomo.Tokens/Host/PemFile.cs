using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Matomo.Tokens.Host;

/// <summary>Reads files of certificates and keys with care: a named pipe or a device would be waited for, or have no end.</summary>
internal static class PemFile
{
    private const int Largest = 1024 * 1024;

    /// <exception cref="IOException">It cannot be read, is no regular file, or is too large.</exception>
    public static string Read(string path)
    {
        using var file = OpenFile.ReadThroughLinks(path) ?? throw new IOException("there is no such file");
        if (!file.Status.IsRegular)
            throw new IOException($"it is {file.Status.Kind}");

        var bytes = file.Content(Largest);
        return bytes.Length <= Largest ? Encoding.UTF8.GetString(bytes) : throw new IOException("it is larger than 1 MiB");
    }

    /// <exception cref="CryptographicException">There is no certificate in it, or one that cannot be read.</exception>
    /// <exception cref="IOException">As <see cref="Read"/>.</exception>
    public static X509Certificate2Collection Certificates(string path)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Read(path));
        return certificates.Count > 0 ? certificates : throw new CryptographicException("there is no certificate in it");
    }
}
