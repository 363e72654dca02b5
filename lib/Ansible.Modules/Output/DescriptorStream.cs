using System.Runtime.InteropServices;

namespace Ansible.Modules.Output;

/// <summary>A file descriptor of the process, read and written as it is.</summary>
/// <remarks>
/// Console writes escape sequences to a terminal before the first output. FileStream keeps an offset of its own for a file and
/// writes there (pwrite), over what another process has written to the same file since.
/// </remarks>
internal sealed partial class DescriptorStream(int descriptor) : Stream
{
    public const int StandardInput = 0;
    public const int StandardOutput = 1;
    public const int StandardError = 2;

    private const int GetFlags = 1;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const short ReadyToRead = 1;
    private const short ReadyToWrite = 4;

    /// <summary>
    /// Takes the numbers of those standard descriptors that are closed, which the next file or socket would get otherwise. To read from or
    /// write to them fails as before.
    /// </summary>
    public static void TakeClosed()
    {
        for (var number = StandardInput; number <= StandardError; number++)
        {
            if (Control(number, GetFlags) < 0)
                _ = Open("/dev/null", number == StandardInput ? WriteOnly : ReadOnly);
        }
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        nint count;
        while ((count = Read(descriptor, buffer, (nuint)buffer.Length)) < 0)
            AwaitOrThrow(ReadyToRead);

        return (int)count;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Write(descriptor, buffer, (nuint)buffer.Length);
            if (count < 0)
                AwaitOrThrow(ReadyToWrite);
            else
                buffer = buffer[(int)count..];
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void AwaitOrThrow(short readiness)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error == TryAgain)
        {
            var awaited = new PollDescriptor { Descriptor = descriptor, Events = readiness };
            _ = Poll(ref awaited, 1, -1);
        }
        else if (error != Interrupted)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, Span<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
