using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>Lets one run at a time work on the token files of a directory. The system releases it when the process ends, however it ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly OpenFile _directory;

    private DirectoryLock(OpenFile directory)
    {
        _directory = directory;
    }

    /// <summary>Waits for the lock.</summary>
    /// <returns>Null where the directory cannot be locked: nothing can be written into it either, or its file system has no locks.</returns>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>: somebody else holds it for too long.</exception>
    public static async Task<DirectoryLock?> AcquireAsync(string path, TimeSpan patience, TimeProvider clock, Action<string> warn, CancellationToken cancellationToken)
    {
        if (Open(path) is not { } directory)
            return null;

        try
        {
            var start = clock.GetTimestamp();
            while (!directory.TryLock())
            {
                if (clock.GetElapsedTime(start) > patience)
                {
                    throw new TokenException(
                        TokenErrorCode.TokenFileUnwritable,
                        $"Another run has held the lock on the directory {path} for {patience.TotalSeconds:0} seconds. Nothing was changed; look for a matomo_token process that hangs, or try again.");
                }

                await Task.Delay(Pause, clock, cancellationToken);
            }

            return new DirectoryLock(directory);
        }
        catch (PosixException exception)
        {
            warn($"The directory {path} cannot be locked ({exception.Message}): a second run at the same time would make a second token.");
            directory.Dispose();
            return null;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public void Dispose() => _directory.Dispose();

    private static OpenFile? Open(string path)
    {
        try
        {
            return OpenFile.Directory(path);
        }
        catch (PosixException)
        {
            return null;
        }
    }
}
