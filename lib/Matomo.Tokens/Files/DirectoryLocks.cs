namespace Matomo.Tokens.Files;

/// <summary>The locks of a run on the directories of its token files, until the run ends.</summary>
internal sealed class DirectoryLocks : IDisposable
{
    private readonly List<DirectoryLock> _taken = [];

    /// <inheritdoc cref="DirectoryLock.AcquireAsync"/>
    public async Task AcquireAsync(IEnumerable<string> directories, TimeSpan patience, TimeProvider clock, Action<string> warn, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two runs cannot wait for each other.
        foreach (var directory in directories.Distinct().Order(StringComparer.Ordinal))
        {
            if (await DirectoryLock.AcquireAsync(directory, patience, clock, warn, cancellationToken) is { } next)
                _taken.Add(next);
        }
    }

    public void Dispose() => _taken.ForEach(one => one.Dispose());
}
