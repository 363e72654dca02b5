using System.Runtime.InteropServices;

namespace Matomo.Tokens.Host;

/// <summary>A call of the C library that failed.</summary>
internal sealed class PosixException : IOException
{
    private PosixException(int error)
        : base(Marshal.GetPInvokeErrorMessage(error))
    {
        Error = error;
    }

    public int Error { get; }

    public static PosixException Last() => new(Marshal.GetLastPInvokeError());
}
