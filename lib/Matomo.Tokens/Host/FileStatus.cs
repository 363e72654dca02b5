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
    private const ushort Sticky = 0x200;

    [FieldOffset(8)] private readonly ulong _attributes;
    [FieldOffset(16)] private readonly uint _links;
    [FieldOffset(20)] private readonly uint _user;
    [FieldOffset(24)] private readonly uint _group;
    [FieldOffset(28)] private readonly ushort _mode;
    [FieldOffset(32)] private readonly ulong _inode;
    [FieldOffset(40)] private readonly ulong _size;
    [FieldOffset(80)] private readonly long _birth;
    [FieldOffset(88)] private readonly uint _birthNanoseconds;
    [FieldOffset(136)] private readonly uint _deviceMajor;
    [FieldOffset(140)] private readonly uint _deviceMinor;

    public FileIdentity Identity => new(((ulong)_deviceMajor << 32) | _deviceMinor, _inode, ((ulong)_birth << 30) | _birthNanoseconds);

    public uint Links => _links;
    public uint User => _user;
    public uint Group => _group;
    public ulong Size => _size;
    public UnixFileMode Mode => (UnixFileMode)(_mode & 0xFFF);

    public bool IsRegular => (_mode & TypeMask) == 0x8000;

    /// <summary>Whether its owner alone may open it.</summary>
    public bool IsPrivate => (_mode & 0x3F) == 0;

    public bool IsDirectory => (_mode & TypeMask) == 0x4000;

    /// <summary>Of a directory: whether only the owner of a file in it, or its own, may remove that file.</summary>
    public bool IsSticky => (_mode & Sticky) != 0;

    public string Kind => (_mode & TypeMask) switch
    {
        _ when IsDirectory => "a directory",
        0xA000 => "a symbolic link",
        0x1000 => "a named pipe",
        0xC000 => "a socket",
        0x2000 or 0x6000 => "a device",
        _ => "a file",
    };

    /// <summary>Of a file: why it cannot be replaced or removed, though its directory is writable; or null.</summary>
    public string? Obstacle => _attributes switch
    {
        _ when IsUnchangeable => "immutable or append-only (lsattr)",
        var set when (set & MountRoot) != 0 => "a mount point of its own, which cannot be replaced: mount its directory instead",
        _ => null,
    };

    /// <summary>Whether it, or of a directory what is in it, can be changed by nobody, or only be added to.</summary>
    public bool IsUnchangeable => (_attributes & (Immutable | AppendOnly)) != 0;

    /// <summary>What stands at a path; null when nothing does.</summary>
    public static FileStatus? At(string path, bool followsLinks = false)
    {
        using var found = OpenFile.Look(path, followsLinks);
        return found?.Status;
    }
}
