using EndToEnd.Tests.Tracing;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Files;

/// <summary>Where no token file can be written: refused before a token is made, and nothing left behind.</summary>
public sealed class UnwritableTest : StandInTest
{
    /// <summary>As strace writes it into what statfs answers.</summary>
    private const string TypeOfCifs = "424d53ff00000000";

    [TestCase("size=8k", "head -c 8192 /dev/zero > filler", "")]
    [TestCase("size=8k", "head -c 8192 /dev/zero > filler", "--check")]
    [TestCase("size=8k", "head -c 4096 /dev/zero > filler", "", TestName = "RoomForOnePageOnly")]
    [TestCase("nr_inodes=2", "> filler", "", TestName = "NoInodeLeft")]
    public async Task FullDisk(string size, string fill, string option)
    {
        var outcome = await OnFileSystemAsync(size, fill, option);
        AssertRefused(outcome, "No space left on device", remaining: ["filler"]);
    }

    [TestCase("")]
    [TestCase("--check")]
    public async Task ReadOnlyFileSystem(string option)
    {
        var outcome = await OnFileSystemAsync("ro", ":", option);
        AssertRefused(outcome, "Read-only file system", remaining: []);
    }

    /// <summary>The disk fills up, or breaks, between Matomo's answer and the pending file: the one gap that cannot be closed.</summary>
    [TestCase("pwrite64", 3, "error=ENOSPC", "No space left on device")]
    [TestCase("pwrite64", 4, "error=ENOSPC", "No space left on device")]
    [TestCase("fsync", 4, "error=EIO", "Input/output error")]
    public async Task ValueCannotBeKept(string call, int number, string fault, string reason)
    {
        var silent = await TracedRun.RunAsync(call, number, fault, TokenFile, ArgumentsFile(Arguments()));
        var telling = await TracedRun.RunAsync(call, number, fault, TokenFile, ArgumentsFile(Arguments(("return_token", true))));
        Assert.Multiple(() =>
        {
            Assert.That(silent.ExitCode, Is.EqualTo(1), silent.Everything);
            Assert.That((string?)silent.Json["error_code"], Is.EqualTo("token_file_unwritable"));
            Assert.That((string?)silent.Json["msg"], Does.Contain(reason).And.Contain("revoke it in Matomo"));
            Assert.That(silent.Everything, Does.Not.Match("[0-9a-f]{32}"), "a value nobody asked for");
            Assert.That(Matomo.Tokens.Find((string?)telling.Json["token_auth"] ?? ""), Is.Not.Null, "return_token saves the value");
            Assert.That(Names(TokenDirectory), Is.Empty);
        });
    }

    /// <summary>A failure once the value is kept loses nothing: the next run puts it in place.</summary>
    [TestCase("rename", 1)]
    [TestCase("rename", 2)]
    [TestCase("fchmod", 4)]
    public async Task ValueCannotBePutInPlace(string call, int number)
    {
        var outcome = await TracedRun.RunAsync(call, number, "error=EIO", TokenFile, ArgumentsFile(Arguments()));
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("token_file_unwritable"), outcome.Everything);
        Assert.That((string?)outcome.Json["msg"], Does.Contain("the next run puts it in place"));
        Assert.That((bool?)outcome.Json["changed"], Is.True);
        var next = await RunAsync();
        Assert.That(next.ExitCode, Is.Zero, next.Everything);
        Assert.That(Creations, Is.EqualTo(1));
        AssertKept(TokenFile);
    }

    /// <summary>Those of shared folders (cifs, vboxsf, 9p) have neither modes nor a sync of directories.</summary>
    [TestCase("fchmod", 1, "EPERM", "cannot be set")]
    [TestCase("fchmod", 4, "EINVAL", "cannot be set")]
    [TestCase("fsync", 3, "EINVAL", "cannot be synced")]
    [TestCase("fsync", 6, "EPERM", "cannot be synced")]
    public async Task NotSupportedByASharedFolder_IsAWarning(string call, int number, string error, string words)
    {
        var command = TracedRun.Command(call, number, $"error={error}", ArgumentsFile(Arguments()), TracedRun.Paths(TokenFile));
        string[] shared = ["-e", $"trace={call},statfs", "-e", $"inject=statfs:poke_exit=@arg2={TypeOfCifs}"];
        var outcome = await (command with { Arguments = [.. command.Arguments[..^2], .. shared, .. command.Arguments[^2..]] }).RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(outcome.Json["warnings"]!.Values<string>(), Has.One.Contains(words));
        AssertKept(TokenFile);
    }

    /// <summary>Anywhere else such an answer means what it says.</summary>
    [TestCase("fchmod", 1, "EPERM", "Operation not permitted")]
    [TestCase("fsync", 3, "EINVAL", "Invalid argument")]
    public async Task NotSupportedByAnother_IsRefused(string call, int number, string error, string words) => AssertRefused(
        await TracedRun.RunAsync(call, number, $"error={error}", TokenFile, ArgumentsFile(Arguments())), words, []);

    [TestCase("")]
    [TestCase("--check")]
    public async Task DirectoryIsGone_IsNamed(string option)
    {
        var script = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" \"$@\"";
        var arguments = ArgumentsFile(Arguments(("token_file", "alice.token")));
        var command = new Command(Programs.Bash, ["-c", $"cd \"$TOKENS\" && {script}", Programs.MatomoToken, arguments, .. Words(option)])
        {
            Environment = new Dictionary<string, string> { ["TOKENS"] = TokenDirectory },
        };
        var outcome = await command.RunAsync();
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("token_file_unwritable"), outcome.Everything);
        Assert.That((string?)outcome.Json["msg"], Does.Contain("working directory is gone"));
    }

    [TestCase("openat", 5)]
    [TestCase("pread64", 3)]
    public async Task BrokenDisk_IsNamed(string call, int number)
    {
        Assert.That((await RunAsync()).ExitCode, Is.Zero);
        var outcome = await TracedRun.RunAsync(call, number, "error=EIO", TokenFile, ArgumentsFile(Arguments()));
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("token_file_unwritable"), outcome.Everything);
        Assert.That((string?)outcome.Json["msg"], Does.Contain("Input/output error").And.Contain(TokenFile));
    }

    private static string[] Words(string option) => option.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Runs on a file system of its own that only this run sees; the answer comes first, then what is left in the directory.
    /// </summary>
    private Task<Outcome> OnFileSystemAsync(string mountOptions, string fill, string option)
    {
        var script =
            $"mount -t tmpfs -o {mountOptions} none \"$TOKENS\" && cd \"$TOKENS\" && {fill} || exit 9; "
            + "\"$0\" \"$@\"; code=$?; ls -A; exit $code";
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
        return new Command(
            Programs.Unshare,
            [.. namespaces, Programs.Bash, "-c", script, Programs.MatomoToken, ArgumentsFile(Arguments()), .. Words(option)])
        {
            Environment = new Dictionary<string, string> { ["TOKENS"] = TokenDirectory },
        }.RunAsync();
    }

    private void AssertRefused(Outcome outcome, string reason, IEnumerable<string> remaining)
    {
        Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Everything);
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var answer = JObject.Parse(lines[0]);
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer["error_code"], Is.EqualTo("token_file_unwritable"), outcome.Everything);
            Assert.That((string?)answer["msg"], Does.Contain(reason).And.Contain(TokenFile));
            Assert.That((bool?)answer["changed"], Is.False);
            Assert.That(lines[1..], Is.EqualTo(remaining));
            Assert.That(Matomo.Tokens.Rows, Is.Empty);
            Assert.That(Creations, Is.Zero);
            Assert.That(outcome.Error, Is.Empty);
        });
    }
}
