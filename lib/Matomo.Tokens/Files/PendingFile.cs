using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>A file that takes another's place when its content is complete. What is written goes to the very file that was made.</summary>
/// <remarks>
/// Whoever else may write the directory can put another file at its path: that one is neither written to nor published. It is not kept
/// open, for thousands may be made; a file that gets the inode of one that was removed is told by its birth and owner.
/// </remarks>
internal sealed class PendingFile
{
    private readonly string _path;
    private readonly FileStatus _made;

    private PendingFile(string path, FileStatus made)
    {
        _path = path;
        _made = made;
    }

    /// <summary>Makes one for the running user alone, in place of what an earlier run left, with owner and content of its own.</summary>
    public static PendingFile Create(string path, Action<OpenFile> reserve)
    {
        OpenFile.Remove(path);
        using var file = OpenFile.Create(path);
        reserve(file);
        return new PendingFile(path, file.Status);
    }

    /// <summary>Opens it to change it.</summary>
    /// <exception cref="IOException">It is gone, or another file stands at its path.</exception>
    public OpenFile Open()
    {
        var file = OpenFile.ToWrite(_path);
        if (file is not null && IsMade(file.Status))
            return file;

        file?.Dispose();
        throw new IOException($"{_path} is gone, or somebody else has put another file there");
    }

    public void Write(ReadOnlySpan<byte> content)
    {
        using var file = Open();
        file.Write(content);
        file.Sync();
    }

    // Some file systems of other machines number a file anew when it is opened again.
    private bool IsMade(FileStatus there) =>
        (there.Identity == _made.Identity && there.User == _made.User && there.Mode == _made.Mode) || FileSystem.Of(_path).IsSharedFolder;
}
