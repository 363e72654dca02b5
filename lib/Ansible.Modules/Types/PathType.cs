using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>ansible-core 2.14, module_utils/common/validation.py, check_type_path: variables first, then the home directory.</summary>
internal static partial class PathType
{
    private const int LongestName = 256;

    public static string Convert(object? value) => ExpandHome(ExpandVariables(PythonText.Str(value)));

    /// <summary>Python's os.path.expandvars: <c>$name</c> and <c>${name}</c>; an unknown variable stays as it is written.</summary>
    private static string ExpandVariables(string path) => Variable().Replace(
        path,
        match => Environment.GetEnvironmentVariable(match.Groups["name"].Value) ?? match.Value);

    /// <summary>Python's os.path.expanduser: <c>~</c> is $HOME or the user's own, <c>~name</c> that user's; an unknown one stays.</summary>
    private static string ExpandHome(string path)
    {
        if (!path.StartsWith('~'))
            return path;

        var end = path.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : path.Length;
        var home = end == 1 ? OwnHome() : HomeIn(path[1..end]);
        return home is null ? path : home.TrimEnd('/') + path[end..] is { Length: > 0 } expanded ? expanded : "/";
    }

    private static string? OwnHome() => Environment.GetEnvironmentVariable("HOME") ?? HomeIn(GetPasswdById(GetUserId()));

    // A name service may end the process over a name of megabytes.
    private static string? HomeIn(string user) => user.Length <= LongestName ? HomeIn(GetPasswdByName(user)) : null;

    private static string? HomeIn(nint passwd) =>
        passwd == 0 ? null : Marshal.PtrToStringUTF8(Marshal.PtrToStructure<Passwd>(passwd).Directory);

    [LibraryImport("libc", EntryPoint = "getpwnam", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetPasswdByName(string name);

    [LibraryImport("libc", EntryPoint = "getpwuid")]
    private static partial nint GetPasswdById(uint id);

    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint GetUserId();

    /// <summary>struct passwd of Linux, glibc and musl alike.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Passwd
    {
        public nint Name;
        public nint Password;
        public uint UserId;
        public uint GroupId;
        public nint RealName;
        public nint Directory;
        public nint Shell;
    }

    [GeneratedRegex(@"\$((?<name>[a-zA-Z0-9_]+)|\{(?<name>[^}]*)\})", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
