using System.Runtime.InteropServices;

namespace Ansible.Modules.Hosting;

/// <summary>Core dumps of this process, which would hold every secret that it was given.</summary>
/// <remarks>
/// The limit alone is not enough: a program that the kernel pipes dumps to (<c>/proc/sys/kernel/core_pattern</c>) gets them whatever the
/// limit is. A process that is not dumpable belongs to root in <c>/proc</c>, and other processes of its user cannot trace it or read its
/// memory (prctl(2), core(5)).
/// </remarks>
internal static partial class CoreDumps
{
    private const int Dumpable = 4;
    private const int CoreFileSize = 4;

    /// <summary>Rules them out until the process ends. Called before the arguments are read.</summary>
    public static void Forbid()
    {
        // Both are always allowed: a process gives something up.
        _ = Control(Dumpable, 0);
        _ = SetLimit(CoreFileSize, [0, 0]);
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint value);

    /// <param name="resource">What is limited.</param>
    /// <param name="limits">The soft and the hard limit.</param>
    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, ReadOnlySpan<nuint> limits);
}
