using System.Runtime.InteropServices;

namespace Ansible.Modules.Hosting;

/// <summary>
/// Turns the first SIGTERM, SIGINT or SIGHUP, which a lost SSH connection with a terminal sends, into a cancellation, and answers for a run
/// that does not follow it. The second ends the process.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _source;
    private readonly UnfinishedWork _work;
    private readonly Action _answer;
    private readonly ManualResetEventSlim _ended = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _stopped;

    /// <param name="work">What is waited for.</param>
    /// <param name="answer">Answers in the place of the run, and ends the process.</param>
    /// <param name="cancellationToken">Cancels the run as well.</param>
    public StopSignals(UnfinishedWork work, Action answer, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _work = work;
        _answer = answer;
        PosixSignal[] signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP];
        _registrations = Array.ConvertAll(signals, signal => PosixSignalRegistration.Create(signal, Stop));
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _ended.Set();
        foreach (var registration in _registrations)
            registration.Dispose();

        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;

        // To cancel may take for ever, as the database's driver asks the server to end the statement. A thread of its own needs no other.
        context.Cancel = true;
        new Thread(Watch) { IsBackground = true }.Start();
        _source.Cancel();
    }

    private void Watch()
    {
        for (var patience = Patience; patience > TimeSpan.Zero; patience = _work.Left)
        {
            if (_ended.Wait(patience))
                return;
        }

        _answer();
    }
}
