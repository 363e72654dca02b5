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

    /// <summary>Whether the file system has no such thing. Those of shared folders have neither modes nor a sync of directories.</summary>
    public bool IsNotSupported => Error is LibC.NotPermitted or LibC.InvalidArgument or LibC.NotSupported;

    public static PosixException Last() => new(Marshal.GetLastPInvokeError());
}
