using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Ansible.Modules.Tests.Process;

/// <summary>A module as the process that Ansible starts: standard streams of every kind, and signals.</summary>
[Category("Programs")]
public class ProcessTest
{
    private const string Expected =
        """{"changed":true,"text":""}""";

    private static readonly string Module =
        $"'{Environment.ProcessPath ?? "dotnet"}' exec '{typeof(Program).Assembly.Location}'";

    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("modules-test").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void Pipe() => Assert.That(Shell("echo '{}' | $MODULE - ; echo $?"), Is.EqualTo($"{Expected}\n0\n"));

    [Test]
    public void Failure() =>
        Assert.That(Shell("$MODULE > out; echo $?; python3 -m json.tool out > /dev/null && echo json"), Is.EqualTo("1\njson\n"));

    [Test]
    public void Terminal() => Assert.That(
        Shell("echo '{}' > arguments; script -qec \"$MODULE arguments\" /dev/null < /dev/null"), Is.EqualTo($"{Expected}\r\n"));

    [Test]
    public void TerminalAsInput() => Assert.That(
        Shell("(echo '{}'; sleep 1; printf '\\4') | script -qec \"stty -echo; $MODULE -\" /dev/null"), Does.EndWith($"{Expected}\r\n"));

    [Test]
    public void InputFromFile() => Assert.That(
        Shell("printf 'skipped\\n{}' > file; { read line; $MODULE -; } < file"), Is.EqualTo($"{Expected}\n"));

    [Test]
    public void NamedPipe() => Assert.That(Shell("mkfifo pipe; echo '{}' > pipe & $MODULE pipe"), Is.EqualTo($"{Expected}\n"));

    [Test]
    public void FileSharedWithOthers() => Assert.That(
        Shell("echo '{}' > a; { echo before; $MODULE a; echo between; $MODULE a; echo after; } > out; cat out"),
        Is.EqualTo($"before\n{Expected}\nbetween\n{Expected}\nafter\n"));

    [Test]
    public void FileAppendedTo() => Assert.That(
        Shell("echo '{}' > a; echo before > out; $MODULE a >> out; echo after >> out; cat out"),
        Is.EqualTo($"before\n{Expected}\nafter\n"));

    /// <summary>A mount namespace whose /dev has a log of its own; the program prints what comes there.</summary>
    private const string WithOwnLog =
        """
        python3 -c '
        import socket
        log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        log.bind("log")
        log.settimeout(20)
        print(log.recv(65536).decode())
        ' > received & until [ -S log ]; do sleep 0.1; done
        unshare --map-root-user --mount sh -c '
        for device in null zero urandom random tty; do touch dev/$device; mount --bind /dev/$device dev/$device; done
        touch dev/log; mount --bind log dev/log; mount --rbind dev /dev
        CALL
        ' > answer; wait; cat received
        """;

    [Test]
    public void Syslog_OneDatagram()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "dev"));
        Assume.That(Shell("unshare --map-root-user --mount true && echo yes"), Is.EqualTo("yes\n"), "Namespaces are not allowed here.");
        var call = """echo "{\"size\": \"2\", \"_ansible_syslog_facility\": \"LOG_LOCAL3\"}" | $MODULE -""";
        Assert.That(
            Shell(WithOwnLog.Replace("CALL", call, StringComparison.Ordinal)),
            Does.Match(
                "^<158>[A-Z][a-z]{2} [ 0-9:]+ ansible-sample: Invoked with size=2 wait=None crash=NOT_LOGGING_PARAMETER undo=None\n$"));
    }

    [Test]
    public void LargeAnswer_SlowReader() =>
        Assert.That(Shell("echo '{\"size\": 3000000}' | $MODULE - | (sleep 1; wc -c)").Trim(), Is.EqualTo("3000027"));

    [Test]
    public void LargeAnswer_OutputThatDoesNotBlock() => Assert.That(
        Shell(
            """
            echo '{"size": 3000000}' > a
            (python3 -c 'import os; os.set_blocking(1, False)'; $MODULE a) | (sleep 2; wc -c)
            """).Trim(),
        Is.EqualTo("3000027"));

    [TestCase(">&-", "Bad file descriptor")]
    [TestCase("> /dev/full", "No space left on device")]
    public void OutputCannotBeWritten(string redirection, string reason) => Assert.That(
        Shell($"echo '{{}}' > a; $MODULE a 2> err {redirection}; echo $?; cat err"),
        Is.EqualTo($"1\nThe answer could not be written to standard output: {reason}\n"));

    [Test]
    public void OutputCannotBeWritten_ReaderIsGone() => Assert.That(
        Shell("echo '{\"size\": 3000000}' > a; { $MODULE a 2> err; echo $? > code; } | true; cat code err"),
        Is.EqualTo("1\nThe answer could not be written to standard output: Broken pipe\n"));

    [TestCase(">&-")]
    [TestCase("> /dev/full")]
    public void OutputCannotBeWritten_Undone(string redirection) => Assert.That(
        Shell($"echo '{{\"undo\": \"undone\"}}' > a; $MODULE a 2> err {redirection}; echo $?; tail -n 1 err; ls undone"),
        Is.EqualTo("1\nWhat only the answer told of was taken back.\nundone\n"));

    [Test]
    public void OutputCannotBeWritten_CannotBeUndone() => Assert.That(
        Shell("echo '{\"undo\": \"fails\"}' > a; $MODULE a 2> err > /dev/full; echo $?; tail -n 1 err"),
        Is.EqualTo("1\nWhat only the answer told of could not be taken back: no ********\n"));

    [Test]
    public void OutputIsWritten_NothingIsUndone() =>
        Assert.That(Shell("echo '{\"undo\": \"undone\"}' > a; $MODULE a > out; ls undone 2> /dev/null"), Is.Empty);

    [Test]
    public void NothingCanBeWritten() => Assert.That(Shell("echo '{}' > a; $MODULE a >&- 2>&-; echo $?"), Is.EqualTo("1\n"));

    [Test]
    public void ThreadDies()
    {
        var output = Shell("echo '{\"crash\": \"s3cr3t\"}' | $MODULE - 2>&1; [ $? = 1 ] || echo wrong exit code");
        Assert.That((string?)JsonNode.Parse(output)!["msg"], Is.EqualTo("Unexpected InvalidOperationException: crash: ********"));
        Assert.That(output, Does.Not.Contain("s3cr3t"));
    }

    [TestCase("TERM", "willing", "Stopped by a signal before the work was done.")]
    [TestCase("INT", "willing", "Stopped by a signal before the work was done.")]
    [TestCase("HUP", "willing", "Stopped by a signal before the work was done.")]
    [TestCase("TERM", "deaf", "Stopped by a signal. What was under way did not end in time: it may have been done, or not. ")]
    [TestCase("HUP", "deaf", "Stopped by a signal. What was under way did not end in time: it may have been done, or not. ")]
    [TestCase("TERM", "work", null)]
    public void Signal(string signal, string how, string? message)
    {
        var output = Shell(
            $$"""
            echo "{\"wait\": \"{{how}}\", \"_ansible_tmpdir\": \"$PWD\"}" > a
            set -m
            $MODULE a > out & module=$!
            until [ -e waiting ]; do sleep 0.05; done
            date +%s%N > signalled; kill -{{signal}} $module
            wait $module
            echo $(( ($(date +%s%N) - $(cat signalled)) / 1000000000 )) > seconds
            cat out
            """);
        Assert.That((string?)JsonNode.Parse(output)!["msg"], message is null ? Is.Null : Does.StartWith(message));

        // What does not react is given up after 4 seconds. The work takes 6, of which the first is begun when the signal comes.
        var seconds = int.Parse(File.ReadAllText(Path.Combine(_directory, "seconds")), CultureInfo.InvariantCulture);
        Assert.That(seconds, how == "work" ? Is.AtLeast(5) : Is.LessThan(5 + Busy.Slack.TotalSeconds));
    }

    private string Shell(string script)
    {
        var module = Path.Combine(_directory, "module");
        File.WriteAllText(module, $"#!/bin/sh\nexec {Module} \"$@\"\n");
        File.SetUnixFileMode(module, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("timeout", ["60", "bash", "-c", script])
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            Environment = { ["MODULE"] = module },
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
