using System.Runtime.InteropServices;

namespace Matomo.Tokens.Host;

/// <summary>The host's OpenSSL, which .NET encrypts, hashes and draws random numbers with.</summary>
internal static class OpenSsl
{
    private static readonly string[] Libraries = ["libssl.so.3", "libssl.so.1.1", "libssl.so"];

    /// <summary>Fails in words; .NET itself ends the process, without an exception, when it finds none.</summary>
    /// <param name="what">What needs it.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TlsFailed"/>.</exception>
    public static void Require(string what)
    {
        if (!Libraries.Any(name => NativeLibrary.TryLoad(name, out _)))
        {
            throw new TokenException(
                TokenErrorCode.TlsFailed,
                $"This host has no OpenSSL library (libssl.so.3 or libssl.so.1.1), which {what} needs. Install it. Nothing was sent.");
        }
    }
}
