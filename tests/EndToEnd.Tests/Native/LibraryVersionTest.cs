using System.Text.RegularExpressions;
using Tests.Processes;

namespace EndToEnd.Tests.Native;

/// <summary>The oldest C library that the executables run with is glibc 2.28, that of RHEL 8 and its relatives.</summary>
[Category("Portable")]
public sealed partial class LibraryVersionTest
{
    private static readonly Version Oldest = new(2, 28);

    private static IEnumerable<TestCaseData<string, string>> Executables =>
    [
        new("linux-x64", "Advanced Micro Devices X86-64"),
        new("linux-arm64", "AArch64"),
    ];

    [TestCaseSource(nameof(Executables))]
    public async Task NothingNewerIsNeeded(string runtime, string machine)
    {
        var path = Programs.Published(runtime);
        var header = await new Command(Programs.ReadElf, "--file-header", path).RunAsync();
        Assert.That(header.Output, Does.Match($@"Machine:\s+{machine}\n"), header.Everything);

        // Symbols of the C library that are needed are listed as name@GLIBC_version.
        var symbols = await new Command(Programs.ReadElf, "--wide", "--dyn-syms", path).RunAsync();
        var needed = NeededSymbol().Matches(symbols.Output).Select(
            match => (Symbol: match.Value, Version: Version.Parse(match.Groups[1].Value))).ToList();
        Assert.That(needed, Is.Not.Empty, symbols.Everything);
        Assert.That(
            needed.Where(symbol => symbol.Version > Oldest).Select(symbol => symbol.Symbol),
            Is.Empty,
            $"what {path} needs and glibc {Oldest} lacks: link it against module/sysroot.sh's library, "
            + "as ./build.sh --target=Publish does, or bind it to an older version in module/glibc-2.28.S");

        var versions = await new Command(Programs.ReadElf, "--wide", "--version-info", path).RunAsync();
        Assert.That(
            VersionName().Matches(versions.Output).Select(match => Version.Parse(match.Groups[1].Value)), Is.All.LessThanOrEqualTo(Oldest));
    }

    [GeneratedRegex(@"\S+@GLIBC_([0-9.]+)")]
    private static partial Regex NeededSymbol();

    [GeneratedRegex(@"Name: GLIBC_([0-9.]+)")]
    private static partial Regex VersionName();
}
