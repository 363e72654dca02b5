using System.Diagnostics;

namespace Tests.Processes;

/// <summary>A program to run, with nothing of the caller's environment in it.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    /// <summary>How long it may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(90);

    public string WorkingDirectory { get; init; } = "/";

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public async Task<Outcome> RunAsync()
    {
        using var process = Start();
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await Task.WhenAll(output, error);
            await process.WaitForExitAsync(timeout.Token);
            return new Outcome(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Program} {string.Join(' ', Arguments)} did not end within {Limit.TotalSeconds} seconds.");
        }
    }

    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Programs.SearchPath;
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }
}
