using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Matomo.Tokens.Host;

/// <summary>An open file. Unless a method says otherwise, a link at the end of its path was not followed.</summary>
internal sealed class OpenFile : IDisposable
{
    private const int EmptyPath = 0x1000;
    private const uint StatusWithBirth = 0xFFF;
    private const int AttributeSpace = 64 * 1024;

    private readonly SafeFileHandle _handle;

    private OpenFile(SafeFileHandle handle)
    {
        _handle = handle;
    }

    public FileStatus Status
    {
        get
        {
            Check(LibC.Status(_handle, "", EmptyPath, StatusWithBirth, out var status));
            return status;
        }
    }

    /// <summary>Opens a file to read it; null when there is none.</summary>
    /// <exception cref="PosixException">It is a link, or may not be read.</exception>
    public static OpenFile? Read(string path) => Open(path, LibC.NoFollow);

    /// <summary>Opens a file to read it, wherever links lead; null when there is none.</summary>
    /// <exception cref="PosixException">It may not be read.</exception>
    public static OpenFile? ReadThroughLinks(string path) => Open(path, 0);

    /// <summary>Opens a file to write it; null when there is none.</summary>
    /// <exception cref="PosixException">It is a link, or may not be written.</exception>
    public static OpenFile? ToWrite(string path) => Open(path, LibC.WriteOnly | LibC.NoFollow);

    /// <summary>Makes a file that was not there, for the running user alone.</summary>
    public static OpenFile Create(string path) =>
        From(LibC.Open(path, LibC.WriteOnly | LibC.Create | LibC.Exclusive | LibC.NoFollow | LibC.CloseOnExec, 0x180));

    /// <summary>Opens a file to lock it; makes one for the running user alone when there is none.</summary>
    public static OpenFile ReadOrCreate(string path) => From(LibC.Open(
        path, LibC.ReadOnly | LibC.Create | LibC.NonBlocking | LibC.NoControllingTerminal | LibC.NoFollow | LibC.CloseOnExec, 0x180));

    /// <summary>Opens whatever stands at a path, for its status alone; null when there is nothing.</summary>
    public static OpenFile? Look(string path, bool followsLinks) => Open(path, LibC.PathOnly | (followsLinks ? 0 : LibC.NoFollow));

    /// <summary>Opens a directory to sync it.</summary>
    public static OpenFile Directory(string path) => From(LibC.Open(path, LibC.ReadOnly | LibC.Directory | LibC.CloseOnExec, 0));

    /// <summary>Removes a file, or a link itself. It may be gone already.</summary>
    public static void Remove(string path)
    {
        if (LibC.Unlink(path) < 0 && Marshal.GetLastPInvokeError() != LibC.NoSuchEntry)
            throw PosixException.Last();
    }

    public static void Rename(string from, string to) => Check(LibC.Rename(from, to));

    /// <summary>The first bytes, one more than the limit when there are more.</summary>
    public byte[] Content(int limit)
    {
        var content = new byte[limit + 1];
        var length = 0;
        while (length < content.Length && RandomAccess.Read(_handle, content.AsSpan(length), length) is var read and > 0)
            length += read;

        return content[..length];
    }

    /// <summary>Replaces the content. It is not synced.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            RandomAccess.Write(_handle, content, 0);
            RandomAccess.SetLength(_handle, content.Length);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new IOException("File too large (ulimit -f)", exception);
        }
    }

    public void Sync() => Check(LibC.Sync(_handle));

    public void ChangeMode(UnixFileMode mode) => Check(LibC.ChangeMode(_handle, (uint)mode));

    public void ChangeOwner(uint user, uint group) => Check(LibC.ChangeOwner(_handle, user, group));

    /// <summary>Tries to lock: false when somebody else holds the lock.</summary>
    public bool TryLock()
    {
        if (LibC.Lock(_handle, LibC.LockExclusive | LibC.LockNonBlocking) == 0)
            return true;

        return Marshal.GetLastPInvokeError() is LibC.WouldBlock or LibC.Interrupted ? false : throw PosixException.Last();
    }

    /// <summary>Takes over access control lists, SELinux context and other extended attributes, where the file system has them.</summary>
    public void CopyAttributesFrom(OpenFile other)
    {
        var names = new byte[AttributeSpace];
        var length = LibC.ListAttributes(other._handle, names, AttributeSpace);
        foreach (var name in Encoding.UTF8.GetString(names, 0, (int)Math.Max(length, 0)).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = new byte[AttributeSpace];
            var size = LibC.GetAttribute(other._handle, name, value, AttributeSpace);
            if (size >= 0 && LibC.SetAttribute(_handle, name, value, (nuint)size, 0) < 0 && MustBeKept(name))
                throw PosixException.Last();
        }
    }

    /// <summary>Whether it is what stands at a path.</summary>
    public bool IsAt(string path) => FileStatus.At(path)?.Identity == Status.Identity;

    /// <summary>Lets it take another's place.</summary>
    /// <exception cref="IOException">It is not what stands at its path any more, or cannot be renamed.</exception>
    public void Replace(string path, string target)
    {
        if (!IsAt(path))
            throw new IOException($"{path} is gone, or somebody else has put another file there");

        Rename(path, target);
    }

    public void Dispose() => _handle.Dispose();

    // Who may read the file must not change. Other attributes (of security modules, of backup programs) may be reserved to root.
    private static bool MustBeKept(string name) =>
        name == "system.posix_acl_access" || (name == "security.selinux" && Marshal.GetLastPInvokeError() != LibC.NotSupported);

    private static OpenFile? Open(string path, int flags)
    {
        var file = LibC.Open(path, LibC.NonBlocking | LibC.NoControllingTerminal | LibC.CloseOnExec | flags, 0);
        return file < 0 && Marshal.GetLastPInvokeError() == LibC.NoSuchEntry ? null : From(file);
    }

    private static OpenFile From(int file) =>
        file < 0 ? throw PosixException.Last() : new OpenFile(new SafeFileHandle(file, ownsHandle: true));

    private static void Check(int result)
    {
        if (result < 0)
            throw PosixException.Last();
    }
}
