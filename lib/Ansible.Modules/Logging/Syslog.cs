using System.Runtime.InteropServices;

namespace Ansible.Modules.Logging;

/// <summary>The C library's syslog: a datagram to /dev/log, and nothing when nobody listens there.</summary>
internal sealed partial class Syslog : ISystemLog
{
    private const int Information = 6;

    private readonly Lock _access = new();

    public void Write(string identity, int facility, string message)
    {
        lock (_access)
        {
            // openlog keeps the pointer.
            var kept = Marshal.StringToCoTaskMemUTF8(identity);
            OpenLog(kept, 0, facility);
            WriteLog(Information, "%s", message);
            CloseLog();
            Marshal.FreeCoTaskMem(kept);
        }
    }

    [LibraryImport("libc", EntryPoint = "openlog")]
    private static partial void OpenLog(nint identity, int options, int facility);

    // syslog takes any number of arguments. On Linux, x64 and arm64 alike, those are passed as if they were declared.
    [LibraryImport("libc", EntryPoint = "syslog", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void WriteLog(int priority, string format, string argument);

    [LibraryImport("libc", EntryPoint = "closelog")]
    private static partial void CloseLog();
}
