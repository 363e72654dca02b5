using System.Text.RegularExpressions;
using Tests.Processes;

namespace EndToEnd.Tests.Native;

/// <summary>
/// How the executables are linked, which handle secrets: at random addresses, with no memory that is both writable and executable, and
/// nothing left to bind.
/// </summary>
[Category("Portable")]
public sealed partial class HardeningTest
{
    [TestCase("linux-x64")]
    [TestCase("linux-arm64")]
    public async Task Executable(string runtime)
    {
        var outcome = await new Command(
            Programs.ReadElf, "--wide", "--file-header", "--program-headers", "--dynamic", Programs.Published(runtime)).RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Output, Does.Match(@"\n  Type: +DYN "), "position-independent");
            Assert.That(outcome.Output, Does.Match(@"\(FLAGS_1\) +Flags: .*PIE"), "an executable");
            Assert.That(outcome.Output, Does.Contain("  GNU_RELRO "), "what is bound is read-only");
            Assert.That(outcome.Output, Does.Match(@"\(FLAGS\) .*BIND_NOW").And.Match(@"\(FLAGS_1\) .*NOW"), "all is bound at the start");
            Assert.That(outcome.Output, Does.Match(@"\n  GNU_STACK .* RW +0"), "a stack that is not executable");
            Assert.That(outcome.Output, Does.Not.Match(@"\n  LOAD .* RWE +0x"), "no writable code");
            Assert.That(
                outcome.Output, Does.Not.Contain("(TEXTREL)").And.Not.Contain("(RPATH)").And.Not.Contain("(RUNPATH)"), outcome.Output);
        });
    }

    /// <summary>module/relocate.c opens for a moment what the loader had made read-only.</summary>
    [Test]
    public async Task ReadOnlyWhereverTheLoaderMadeItSo()
    {
        var outcome = await new Command(Programs.Strace, "-f", "-e", "trace=mprotect", Programs.MatomoToken, "--version").RunAsync();
        var changes = Protection().Matches(outcome.Error).ToLookup(change => change.Groups[1].Value, change => change.Groups[2].Value);
        var ofLoader = changes.Where(range => range.First() == "PROT_READ").ToList();
        Assert.That(ofLoader.Select(range => range.Count()), Has.Some.GreaterThan(1), outcome.Error);
        Assert.That(ofLoader.Select(range => range.Last()), Is.All.EqualTo("PROT_READ"), outcome.Error);
        Assert.That(outcome.Error, Does.Not.Contain("PROT_WRITE|PROT_EXEC"));
    }

    [GeneratedRegex(@"mprotect\((0x[0-9a-f]+), \d+, ([A-Z_|]+)\)")]
    private static partial Regex Protection();
}
