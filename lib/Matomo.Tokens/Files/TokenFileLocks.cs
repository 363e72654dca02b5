namespace Matomo.Tokens.Files;

/// <summary>The locks of a run on its token files, until the run ends.</summary>
internal sealed class TokenFileLocks(TimeSpan patience, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // Null: no lock can be made there.
    private readonly Dictionary<TokenFile, TokenFileLock?> _taken = [];

    public bool Hold(IEnumerable<TokenFile> files) => files.All(_taken.ContainsKey);

    /// <summary>Takes all the locks without waiting, or none.</summary>
    public bool TryTake(IEnumerable<TokenFile> files)
    {
        if (files.Where(file => !_taken.ContainsKey(file)).All(TryTake))
            return true;

        Release();
        return false;
    }

    /// <summary>Takes all the locks, and no others.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>: another run holds one for too long.</exception>
    public async Task TakeAsync(IEnumerable<TokenFile> files, CancellationToken cancellationToken)
    {
        Release();

        // In one order everywhere, so that two runs cannot wait for each other.
        foreach (var file in files.OrderBy(file => file.Place.Key.Device).ThenBy(file => file.Place.Key.Inode)
            .ThenBy(file => file.Place.Key.Name, StringComparer.Ordinal))
        {
            var start = clock.GetTimestamp();
            while (!TryTake(file))
            {
                if (clock.GetElapsedTime(start) > patience)
                    throw file.Place.Locked(patience);

                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    public void Dispose() => Release();

    private bool TryTake(TokenFile file)
    {
        var (isFree, taken) = file.TryLock();
        if (isFree)
            _taken[file] = taken;

        return isFree;
    }

    private void Release()
    {
        foreach (var taken in _taken.Values)
            taken?.Dispose();

        _taken.Clear();
    }
}
