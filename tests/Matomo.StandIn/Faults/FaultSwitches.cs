namespace Matomo.StandIn.Faults;

/// <summary>The faults that are on. The first that matches a request is the one it meets.</summary>
public sealed class FaultSwitches
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> Active
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
            _faults.Add(fault);
    }

    public void Add(FaultKind kind, string? method = null, int? times = null) => Add(new Fault(kind) { Method = method, Times = times });

    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
    }

    internal Fault? Meet(string method)
    {
        lock (_gate)
        {
            var index = _faults.FindIndex(fault => fault.Method is null || fault.Method == method);
            if (index < 0)
                return null;

            var fault = _faults[index];
            if (fault.Skip > 0)
            {
                _faults[index] = fault with { Skip = fault.Skip - 1 };
                return null;
            }

            CountDown(index);
            return fault;
        }
    }

    private void CountDown(int index)
    {
        if (_faults[index].Times is not { } times)
            return;

        if (times <= 1)
            _faults.RemoveAt(index);
        else
            _faults[index] = _faults[index] with { Times = times - 1 };
    }
}
