namespace Ansible.Modules;

/// <summary>Work whose result would be lost if a signal cut it off.</summary>
internal sealed class UnfinishedWork(TimeProvider clock)
{
    private readonly Lock _access = new();
    private readonly HashSet<Piece> _pieces = [];

    /// <summary>How long it may still take; zero or less when there is none.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_access)
                return _pieces.Select(piece => piece.End - clock.GetUtcNow()).DefaultIfEmpty().Max();
        }
    }

    public IDisposable Begin(TimeSpan atMost)
    {
        var piece = new Piece(this, clock.GetUtcNow() + atMost);
        lock (_access)
            _pieces.Add(piece);

        return piece;
    }

    private sealed class Piece(UnfinishedWork work, DateTimeOffset end) : IDisposable
    {
        public DateTimeOffset End => end;

        public void Dispose()
        {
            lock (work._access)
                work._pieces.Remove(this);
        }
    }
}
