using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Files;

/// <summary>What root may always do, and other users may not: check mode says the same as the real run, and nothing is made.</summary>
public sealed class OrdinaryUserTest : StandInTest
{
    private const UnixFileMode OpenToAll = (UnixFileMode)0b111_111_111;

    [SetUp]
    public void RequireRoot() => Assume.That(Environment.IsPrivilegedProcess, "only root can become another user");

    [Test]
    public async Task OwnDirectory_WorksTwice()
    {
        await OwnAsync(TokenDirectory);
        var arguments = ArgumentsFile(Arguments(("mode", "0400")));
        var first = await RunAsNobodyAsync(arguments);
        var second = await RunAsNobodyAsync(arguments);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That((bool?)second.Json["changed"], Is.False, second.Everything);
        AssertKept(TokenFile, UnixFileMode.UserRead);
    }

    [Test]
    public async Task DirectoryOfAnother_IsRefused()
    {
        File.SetUnixFileMode(TokenDirectory, ReadableByAll);
        await AssertRefusedAsync("Permission denied");
    }

    [Test]
    public async Task StickyDirectory_OwnFile_Works()
    {
        File.SetUnixFileMode(TokenDirectory, OpenToAll | UnixFileMode.StickyBit);
        var outcome = await RunAsNobodyAsync(ArgumentsFile(Arguments()));
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(TokenFile);
    }

    [TestCase(".json")]
    [TestCase("")]
    public async Task StickyDirectory_FileOfAnother_IsRefused(string ending)
    {
        File.SetUnixFileMode(TokenDirectory, OpenToAll | UnixFileMode.StickyBit);
        await File.WriteAllTextAsync(TokenFile + ending, "");
        await AssertRefusedAsync("belongs to user 0, and the directory is sticky");
    }

    [Test]
    public async Task FileOfAnother_IsRefused()
    {
        await OwnAsync(TokenDirectory);
        await File.WriteAllTextAsync(TokenFile, "");
        await AssertRefusedAsync("user 0 is to");
    }

    [Test]
    public async Task ModeThatShutsItselfOut_IsRefused()
    {
        await OwnAsync(TokenDirectory);
        await AssertRefusedAsync("could not read it in the next run", ("mode", "0000"));
    }

    [Test]
    public async Task OwnerThatItCannotGiveItTo_IsRefused()
    {
        await OwnAsync(TokenDirectory);
        await AssertRefusedAsync("Operation not permitted", ("owner", "root"));
    }

    [Test]
    public async Task LockOfAnother_IsRemoved()
    {
        await OwnAsync(TokenDirectory);
        await File.WriteAllTextAsync(Path.Combine(TokenDirectory, ".alice.token.matomo_token-lock"), "");
        var outcome = await RunAsNobodyAsync(ArgumentsFile(Arguments()));
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(TokenFile);
    }

    private static Task<Outcome> OwnAsync(string path) => new Command("/bin/chown", $"{Nobody}", path).RunAsync();

    private async Task AssertRefusedAsync(string reason, params (string Option, JToken? Value)[] others)
    {
        var before = Names(TokenDirectory).ToList();
        var arguments = ArgumentsFile(Arguments(others));
        foreach (var outcome in new[] { await RunAsNobodyAsync(arguments), await RunAsNobodyAsync(arguments, "--check") })
        {
            Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("token_file_unwritable"), outcome.Everything);
            Assert.That((string?)outcome.Json["msg"], Does.Contain(reason));
        }

        Assert.That(Creations, Is.Zero);
        Assert.That(Names(TokenDirectory), Is.EquivalentTo(before));
    }
}
