using System.Runtime.InteropServices;

namespace Matomo.Tokens.Host;

/// <summary>What statfs(2) tells.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal readonly struct FileSystem
{
    // linux/magic.h: CIFS, SMB2, VirtualBox and 9p, whose hosts decide about modes.
    private static readonly long[] SharedFolders = [0xFF534D42, 0xFE534D42, 0x786F4256, 0x01021997];

    [FieldOffset(0)] private readonly long _type;
    [FieldOffset(16)] private readonly ulong _blocks;
    [FieldOffset(24)] private readonly ulong _freeBlocks;
    [FieldOffset(32)] private readonly ulong _freeBlocksOfUsers;
    [FieldOffset(40)] private readonly ulong _files;
    [FieldOffset(48)] private readonly ulong _freeFiles;
    [FieldOffset(64)] private readonly long _longestName;
    [FieldOffset(80)] private readonly long _flags;

    /// <summary>Whether it belongs to another machine that may refuse to set modes.</summary>
    public bool IsSharedFolder => SharedFolders.Contains(_type);

    /// <summary>The most bytes that a name may have.</summary>
    public long LongestName => _longestName;

    public bool IsReadOnly => (_flags & 1) != 0;

    /// <exception cref="PosixException">There is no such path.</exception>
    public static FileSystem Of(string path) => LibC.FileSystem(path, out var found) < 0 ? throw PosixException.Last() : found;

    /// <summary>Whether there is room for new files, each with some content. A file system without limits has no counts.</summary>
    public bool HasRoomFor(ulong files)
    {
        var freeBlocks = Environment.IsPrivilegedProcess ? _freeBlocks : _freeBlocksOfUsers;
        return (_blocks == 0 || freeBlocks > 0) && (_files == 0 || _freeFiles >= files);
    }
}
