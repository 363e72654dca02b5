using System.Runtime.InteropServices;

namespace Matomo.Tokens.Host;

/// <summary>What statfs(2) tells.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct FileSystem
{
    // linux/magic.h: CIFS, SMB2, VirtualBox and 9p, whose hosts decide about modes.
    private static readonly long[] SharedFolders = [0xFF534D42, 0xFE534D42, 0x786F4256, 0x01021997];

    private readonly long _type;
    private readonly long _blockSize;
    private readonly ulong _blocks;
    private readonly ulong _freeBlocks;
    private readonly ulong _freeBlocksOfUsers;
    private readonly ulong _files;
    private readonly ulong _freeFiles;
    private readonly ulong _id;
    private readonly long _longestName;
    private readonly long _fragmentSize;
    private readonly long _flags;
    private readonly long _spare1;
    private readonly long _spare2;
    private readonly long _spare3;
    private readonly long _spare4;

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
