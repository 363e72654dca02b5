namespace Matomo.StandIn.Requests;

internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private int _lastNumber;

    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    public void Add(RecordedRequest request)
    {
        lock (_gate)
            _requests.Add(request with { Number = ++_lastNumber });
    }

    public void Clear()
    {
        lock (_gate)
            _requests.Clear();
    }
}
