using System.Runtime.InteropServices;

namespace Ansible.Modules.Hosting;

/// <summary>What the system allows this process.</summary>
internal static partial class ProcessLimits
{
    private const int Dumpable = 4;
    private const int FileSizeExceeded = 25;
    private const int Ignore = 1;
    private const int MiB = 1024 * 1024;

    // Of an ordinary user with fewer processes than this it is worth the time to see whether threads can be started.
    private const ulong FewProcesses = 1000;
    private const int ThreadsOfARun = 8;
    private const int SmallStack = 64 * 1024;

    // Of Linux on x86-64 and arm64 alike.
    private enum Resource
    {
        Data = 2,
        CoreFileSize = 4,
        Processes = 6,
        Files = 7,
        AddressSpace = 9,
    }

    /// <summary>
    /// Rules out core dumps, which would hold every secret; lets as many files be open as may be, where a shell allows a thousand; and lets
    /// a write fail that a file is too large for, which would end the process.
    /// </summary>
    /// <remarks>
    /// The limit of core dumps alone is not enough: a program that the kernel pipes them to (<c>/proc/sys/kernel/core_pattern</c>) gets
    /// them whatever the limit is. A process that is not dumpable belongs to root in <c>/proc</c>, and other processes of its user
    /// cannot trace it or read its memory (prctl(2), core(5)).
    /// </remarks>
    public static void Settle()
    {
        // All are always allowed: a process gives something up, or takes what it may have.
        _ = Control(Dumpable, 0);
        _ = SetLimit(Resource.CoreFileSize, [0, 0]);
        _ = Signal(FileSizeExceeded, Ignore);
        var files = Limits(Resource.Files);
        _ = SetLimit(Resource.Files, [files[1], files[1]]);
    }

    /// <summary>Which limit would end a run before it could answer; null when none would.</summary>
    public static string? Shortage() =>
        TooLow(Resource.AddressSpace, 1024, MiB, "MiB of address space (ulimit -v)")
        ?? TooLow(Resource.Data, 256, MiB, "MiB of data (ulimit -d)")
        ?? TooLow(Resource.Files, 16, 1, "open files (ulimit -n)")
        ?? (Limits(Resource.Processes)[0] < FewProcesses && !CanStartThreads()
            ? "This user may have no more processes and threads (ulimit -u). Allow some more." : null);

    private static string? TooLow(Resource resource, ulong least, ulong unit, string what) =>
        Limits(resource)[0] / unit is var allowed && allowed < least
            ? $"This process may have {allowed} {what}, and needs {least}. Raise the limit." : null;

    private static bool CanStartThreads()
    {
        var end = new ManualResetEventSlim();
        try
        {
            for (var count = 0; count < ThreadsOfARun; count++)
                new Thread(end.Wait, SmallStack) { IsBackground = true }.Start();

            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        finally
        {
            end.Set();
        }
    }

    private static ulong[] Limits(Resource resource)
    {
        ulong[] softAndHard = [ulong.MaxValue, ulong.MaxValue];
        _ = GetLimit(resource, softAndHard);
        return softAndHard;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint value);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(Resource resource, Span<ulong> softAndHard);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(Resource resource, ReadOnlySpan<ulong> softAndHard);
}
