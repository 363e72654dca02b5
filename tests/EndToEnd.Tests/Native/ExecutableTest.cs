using System.IO.Compression;
using Tests.Processes;

namespace EndToEnd.Tests.Native;

/// <summary>The executable alone on a host without .NET.</summary>
public sealed class ExecutableTest : StandInTest
{
    private const long LargestSize = 13_000_000;
    private const long LargestCompressedSize = 6_500_000;

    [TestCase("linux-x64")]
    [TestCase("linux-arm64")]
    [Category("Portable")]
    public void Size(string runtime)
    {
        using var file = File.OpenRead(Programs.Published(runtime));
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            file.CopyTo(gzip);

        Assert.That(file.Length, Is.LessThanOrEqualTo(LargestSize));
        Assert.That(compressed.Length, Is.LessThanOrEqualTo(LargestCompressedSize));
    }

    [Test]
    public async Task Libraries_OnlyThoseOfEveryHost()
    {
        var outcome = await new Command("ldd", Programs.MatomoToken).RunAsync();
        var libraries = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(
            line => Path.GetFileName(line.Trim().Split(' ')[0]));
        Assert.That(libraries, Is.SubsetOf(new[]
        {
            "linux-vdso.so.1", "ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1",
            "libgcc_s.so.1",
        }));
    }

    [TestCase("--version", "matomo_token 0.")]
    [TestCase("--help", "token_file")]
    public async Task Text(string option, string expected)
    {
        var outcome = await Bare(option).RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(outcome.Output, Does.Contain(expected));
        Assert.That(outcome.Error, Is.Empty);
    }

    [Test]
    public async Task EmptyEnvironment_TokenIsMadeAndKept()
    {
        var outcome = await Bare(ArgumentsFile(Arguments())).RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That((bool?)outcome.Json["changed"], Is.True);
        AssertKept(TokenFile);
    }

    /// <summary>They are meant for other programs, and would end this one without an answer.</summary>
    [Test]
    public async Task CollectorSettingsInTheEnvironment_AreIgnored()
    {
        var outcome = await new Command(Programs.MatomoToken, ArgumentsFile(Arguments()))
        {
            Environment = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "1000", ["DOTNET_GCRegionSize"] = "1" },
        }.RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(TokenFile);
    }

    private static Command Bare(params string[] arguments) => new("/usr/bin/env", ["-i", "PATH=", Programs.MatomoToken, .. arguments]);
}
