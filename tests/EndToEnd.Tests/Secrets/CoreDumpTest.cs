using Tests.Processes;

namespace EndToEnd.Tests.Secrets;

/// <summary>A core dump would hold every secret of the run.</summary>
public sealed class CoreDumpTest
{
    /// <summary>
    /// Starts the executable with no limit for core dumps and a named pipe as its arguments file. That the pipe can be opened for writing
    /// says that the arguments are about to be read: the limit, the owner in /proc, which is root for a process that is not dumpable, and
    /// whether a signal leaves a core.
    /// </summary>
    private const string Script =
        """
        import json, os, resource, signal, subprocess, sys
        def unlimited():
            resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
        os.mkfifo("arguments")
        os.chmod("arguments", 0o644)
        process = subprocess.Popen([*sys.argv[1:], "arguments"], preexec_fn=unlimited)
        writer = open("arguments", "w")
        limit = [line.split()[4:6] for line in open(f"/proc/{process.pid}/limits") if line.startswith("Max core file size")]
        owner = os.stat(f"/proc/{process.pid}/environ").st_uid
        os.kill(process.pid, signal.SIGABRT)
        _, status = os.waitpid(process.pid, 0)
        print(json.dumps({"limit": limit[0], "owner": owner, "signal": os.WTERMSIG(status), "core": os.WCOREDUMP(status)}))
        """;

    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("matomo_token-core-dump-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task NoneOnceArgumentsAreRead()
    {
        // Whoever runs it must be able to read it, wherever the repository is.
        var executable = Path.Combine(_directory, "matomo_token");
        File.Copy(Programs.MatomoToken, executable);
        File.SetUnixFileMode(_directory, (UnixFileMode)0b111_111_111);
        var outcome = await new Command(Programs.Python, "-c", Script, executable) { WorkingDirectory = _directory }.RunAsync();
        Assert.That(
            outcome.Output, Is.EqualTo("""{"limit": ["0", "0"], "owner": 0, "signal": 6, "core": false}""" + "\n"), outcome.Everything);
    }
}
