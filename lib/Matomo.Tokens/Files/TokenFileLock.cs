using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>Lets one run at a time work on a token file. The system releases it when the process ends, however it ends.</summary>
/// <remarks>
/// It is a file of its own, which only the owners of the token file may open: whoever may open what is locked can hold the lock as long as
/// it likes. It is removed while it is held, so that whoever gets a lock must see whether the file is still the one at its path.
/// </remarks>
internal sealed class TokenFileLock : IDisposable
{
    private readonly OpenFile _file;
    private readonly string _path;

    private TokenFileLock(OpenFile file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>Takes the lock, or answers null: another run has it, or has just removed it.</summary>
    /// <param name="path">The file to lock. One that an earlier run left is as good as a new one.</param>
    /// <param name="owner">Who shall own a new one.</param>
    /// <param name="owners">Who may own one that is there. That of anybody else is no lock, and is removed.</param>
    /// <exception cref="PosixException">No lock can be made there.</exception>
    public static TokenFileLock? TryTake(string path, uint owner, IReadOnlyCollection<uint> owners)
    {
        OpenFile? file = null;
        TokenFileLock? taken = null;
        try
        {
            file = OpenFile.ReadOrCreate(path);
            if (!IsLock(file.Status, owners))
                OpenFile.Remove(path);
            else if (Give(file, owner).TryLock() && file.IsAt(path))
                taken = new TokenFileLock(file, path);
        }
        catch (PosixException exception) when (FileStatus.At(path) is { } there
            && (exception.Error == LibC.AccessDenied || !IsLock(there, owners)))
        {
            // Root's, which has not given it to the token file's owner yet; or a link, or somebody else's.
            if (!IsLock(there, owners))
                OpenFile.Remove(path);
        }
        finally
        {
            if (taken is null)
                file?.Dispose();
        }

        return taken;
    }

    /// <summary>Removes a lock that a run left which was killed.</summary>
    public static void Sweep(string path)
    {
        try
        {
            if (FileStatus.At(path) is { IsRegular: true } status)
                TryTake(path, status.User, [status.User])?.Dispose();
        }
        catch (PosixException)
        {
            // It is harmless: the next run that needs the lock takes it.
        }
    }

    public void Dispose()
    {
        try
        {
            if (_file.IsAt(_path))
                OpenFile.Remove(_path);
        }
        catch (PosixException)
        {
            // What is left is harmless.
        }

        _file.Dispose();
    }

    private static bool IsLock(FileStatus status, IReadOnlyCollection<uint> owners) =>
        status is { IsRegular: true, IsPrivate: true } && owners.Contains(status.User);

    private static OpenFile Give(OpenFile file, uint owner)
    {
        if (Environment.IsPrivilegedProcess && file.Status is var status && status.User != owner)
            file.ChangeOwner(owner, status.Group);

        return file;
    }
}
