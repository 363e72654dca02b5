using System.Runtime.InteropServices;

namespace Matomo.Tokens.Host;

/// <summary>What statx(2) tells. Unlike struct stat it has one layout on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileStatus
{
    private const ushort TypeMask = 0xF000;
    private const ulong Immutable = 0x10;
    private const ulong AppendOnly = 0x20;
    private const ulong MountRoot = 0x2000;

    [FieldOffset(8)]
    private readonly ulong _attributes;

    [FieldOffset(20)]
    private readonly uint _user;

    [FieldOffset(24)]
    private readonly uint _group;

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(40)]
    private readonly ulong _size;

    public uint User => _user;

    public uint Group => _group;

    public ulong Size => _size;

    public UnixFileMode Mode => (UnixFileMode)(_mode & 0xFFF);

    public bool IsRegular => (_mode & TypeMask) == 0x8000;

    public string Kind => (_mode & TypeMask) switch
    {
        0x4000 => "a directory",
        0xA000 => "a symbolic link",
        0x1000 => "a named pipe",
        0xC000 => "a socket",
        0x2000 or 0x6000 => "a device",
        _ => "a file",
    };

    /// <summary>Why a file of this status cannot be replaced, though its directory is writable; or null.</summary>
    public string? Obstacle => _attributes switch
    {
        var set when (set & (Immutable | AppendOnly)) != 0 => "it is immutable or append-only (lsattr)",
        var set when (set & MountRoot) != 0 => "it is a mount point of its own, which cannot be replaced: mount its directory instead",
        _ => null,
    };
}
