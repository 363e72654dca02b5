using System.Diagnostics;

namespace Matomo.TestDatabase.Servers;

/// <summary>A running program, which the kernel kills when this process ends in whatever way.</summary>
/// <remarks>PR_SET_PDEATHSIG means the thread that started the process, see prctl(2): so each has a thread of its own, which stays until
/// it has ended.</remarks>
internal sealed class ServerProcess
{
    private readonly Process _process;
    private readonly StringBuilder _log;

    private ServerProcess(Process process, StringBuilder log) => (_process, _log) = (process, log);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ServerProcess Start(string program, IEnumerable<string> arguments, StringBuilder log)
    {
        var start = ServerPrograms.Quiet(ServerPrograms.Setpriv, ["--pdeathsig", "KILL", program, .. arguments]);
        var process = new Process { StartInfo = start };
        var server = new ServerProcess(process, log);
        process.ErrorDataReceived += (_, line) => server.Note(line.Data);
        process.OutputDataReceived += (_, line) => server.Note(line.Data);
        var started = new TaskCompletionSource();
        var parent = new Thread(() => server.RunToItsEnd(started)) { IsBackground = true, Name = "parent of a database server" };
        parent.Start();
        started.Task.GetAwaiter().GetResult();
        return server;
    }

    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();

        _process.WaitForExit();
    }

    public bool WaitForExit(TimeSpan limit) => _process.WaitForExit(limit);

    private void RunToItsEnd(TaskCompletionSource started)
    {
        try
        {
            _process.Start();
        }
        catch (Exception exception)
        {
            started.SetException(exception);
            return;
        }

        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        started.SetResult();
        _process.WaitForExit();
    }

    private void Note(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
