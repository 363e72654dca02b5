using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>A file that takes another's place when its content is complete. What is written goes to the very file that was made.</summary>
/// <remarks>Whoever else may write the directory can put another file at its path: that one is neither written to nor published.</remarks>
internal sealed class PendingFile : IDisposable
{
    private readonly string _path;

    private PendingFile(string path, OpenFile file)
    {
        _path = path;
        File = file;
    }

    public OpenFile File { get; }

    /// <summary>Makes one for the running user alone, in place of what an earlier run left.</summary>
    public static PendingFile Create(string path)
    {
        OpenFile.Remove(path);
        return new PendingFile(path, OpenFile.Create(path));
    }

    /// <summary>Opens one that an earlier run left.</summary>
    public static PendingFile Open(string path) =>
        new(path, OpenFile.Read(path) ?? throw new IOException($"{path} is gone"));

    /// <summary>Replaces the content, synced.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        File.Write(content);
        File.Sync();
    }

    /// <exception cref="IOException">It is gone, or another file stands at its path.</exception>
    public void RequireInPlace()
    {
        if (FileStatus.At(_path) is not { } there || there.Identity != File.Status.Identity)
            throw new IOException($"{_path} is gone, or somebody else has put another file there");
    }

    public void Replace(string target)
    {
        RequireInPlace();
        OpenFile.Rename(_path, target);
    }

    public void Dispose() => File.Dispose();
}
