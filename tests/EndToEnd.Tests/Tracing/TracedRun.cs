using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Tracing;

/// <summary>A run of the executable in which the calls on one token file's paths are tampered with.</summary>
/// <remarks>
/// strace counts the calls of each thread apart. With one worker, all that changes something runs on one thread, and counting reaches every such call.
/// </remarks>
internal static class TracedRun
{
    public const int Killed = 128 + 9;

    /// <summary>The calls that change a token file, its companion and the pending files; and openat, which creates them.</summary>
    public static readonly string[] Calls = ["openat", "pwrite64", "ftruncate", "fsync", "fchmod", "fchown", "rename", "unlink"];

    /// <summary>Runs with strace's injection <paramref name="fault"/>, such as signal=KILL, at the given call.</summary>
    public static Task<Outcome> RunAsync(string call, int number, string fault, string tokenFile, string argumentsFile)
    {
        var (directory, name) = (Path.GetDirectoryName(tokenFile)!, Path.GetFileName(tokenFile));
        string[] paths = [directory, tokenFile, tokenFile + ".json", $"{directory}/.{name}.matomo_token-new", $"{directory}/.{name}.json.matomo_token-new"];
        return new Command(
            Programs.Strace,
            [
                "-f", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:{fault}:when={number}",
                .. paths.SelectMany(path => new[] { "-P", path }), Programs.MatomoToken, argumentsFile,
            ])
        {
            Environment = new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = "1", ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1" },
        }.RunAsync();
    }
}
