using System.Runtime.InteropServices;

namespace Ansible.Modules.Hosting;

/// <summary>Gives a run with many arguments the memory for its work at once.</summary>
/// <remarks>
/// A run is short, and nearly all that it makes of a long list is needed to its end: a collection on the way would copy that and free nothing,
/// and the kernel would hand memory out page by page. So there is no collection before the room is used up, and the kernel is asked for its
/// large pages, which it gives where it has them (<c>/sys/kernel/mm/transparent_hugepage/enabled</c> is not <c>never</c>).
/// Only memory that is touched counts. A run that needs more is collected as usual.
/// </remarks>
internal static partial class HeapRoom
{
    private const int LeastInput = 64 * 1024;
    private const long LargestRoom = 128 * 1024 * 1024;
    private const int ShareOfMemory = 8;

    // Found by measuring: 600 KB of arguments, 10,000 tokens, come to 75 MB.
    private const long RoomForByte = 200;

    private const int LargePage = 2 * 1024 * 1024;
    private const int LargeObject = 128 * 1024;
    private const int AdviseLargePages = 14;

    /// <summary>Makes room, if there are many arguments and there is the memory.</summary>
    /// <param name="inputLength">The length of the arguments in bytes.</param>
    public static void Make(long inputLength)
    {
        if (inputLength < LeastInput)
        {
            return;
        }

        var room = Math.Min(LargestRoom, Math.Min(RoomForByte * inputLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory));
        if (TryStart(room))
        {
            // Small and large objects have a place each.
            UseLargePages(new byte[1], room);
            UseLargePages(new byte[LargeObject], room);
        }
    }

    private static bool TryStart(long room)
    {
        try
        {
            return GC.TryStartNoGCRegion(room);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // More than this process may have, or it has room already.
            return false;
        }
    }

    // Advice: what the kernel cannot do it leaves.
    private static unsafe void UseLargePages(byte[] beginning, long length)
    {
        fixed (byte* address = beginning)
        {
            _ = Advise((nint)address & ~(nint)(LargePage - 1), (nuint)length, AdviseLargePages);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
