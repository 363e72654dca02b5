namespace Tests.Processes;

/// <summary>A run of the executable in which system calls are tampered with.</summary>
/// <remarks>
/// strace counts the calls of each thread apart. With one worker, all that changes something runs on one thread, and counting reaches every
/// such call.
/// </remarks>
internal static class TracedRun
{
    public const int Killed = 128 + 9;

    /// <summary>The calls that change a token file, its companion, pending files and lock; and openat, which creates them.</summary>
    public static readonly string[] FileCalls = ["openat", "pwrite64", "ftruncate", "fsync", "fchmod", "fchown", "rename", "unlink"];

    /// <summary>The calls that bring a statement to the database server, and its answer.</summary>
    public static readonly string[] SocketCalls = ["sendto", "recvmsg"];

    private const int MostCalls = 60;

    /// <summary>
    /// Runs with strace's injection <paramref name="fault"/>, such as signal=KILL, at the given call; of those on files, counts only the
    /// ones on a token file's paths.
    /// </summary>
    public static Task<Outcome> RunAsync(string call, int number, string fault, string tokenFile, string argumentsFile) =>
        Command(call, number, fault, argumentsFile, SocketCalls.Contains(call) ? [] : Paths(tokenFile)).RunAsync();

    /// <summary>As <see cref="RunAsync(string, int, string, string, string)"/>, counting the calls on all files.</summary>
    public static Task<Outcome> RunAsync(string call, int number, string fault, string argumentsFile) =>
        Command(call, number, fault, argumentsFile, []).RunAsync();

    public static Command Command(string call, int number, string fault, string argumentsFile, IEnumerable<string> paths) => new(
        Programs.Strace,
        [
            "-f", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:{fault}:when={number}",
            .. paths.SelectMany(path => new[] { "-P", path }), Programs.MatomoToken, argumentsFile,
        ])
    {
        Environment = new Dictionary<string, string>
        {
            ["DOTNET_PROCESSOR_COUNT"] = "1",
            ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1",
        },
    };

    /// <summary>Kills a run on entry of the call's first, second, … occurrence, until one passes unharmed.</summary>
    /// <param name="call">The system call.</param>
    /// <param name="tokenFile">The token file whose paths count.</param>
    /// <param name="arrange">Is done before each run, which gets the arguments file that it answers.</param>
    /// <param name="mend">Is done after each kill, and told where it was.</param>
    /// <returns>How many runs were killed, and what the last one came to.</returns>
    public static async Task<(int Kills, Outcome Last)> KillEverywhereAsync(
        string call, string tokenFile, Func<Task<string>> arrange, Func<string, string, Task> mend)
    {
        for (var number = 1; number < MostCalls; number++)
        {
            var arguments = await arrange();
            var outcome = await RunAsync(call, number, "signal=KILL", tokenFile, arguments);
            if (outcome.ExitCode != Killed)
                return (number - 1, outcome);

            await mend(arguments, $"after a kill at {call} number {number}");
        }

        throw new AssertionException($"{call} is called {MostCalls} times and more");
    }

    /// <summary>A token file, its directory, and what is made beside it.</summary>
    public static string[] Paths(string tokenFile)
    {
        var (directory, name) = (Path.GetDirectoryName(tokenFile)!, Path.GetFileName(tokenFile));
        string[] hidden = ["matomo_token-new", "json.matomo_token-new", "matomo_token-lock"];
        return [directory, tokenFile, tokenFile + ".json", .. hidden.Select(ending => $"{directory}/.{name}.{ending}")];
    }
}
