// Every task of the project: ./build.sh --target=Build | Publish | Demo | Test | Benchmark | Clean

using System.Text.RegularExpressions;
using System.Xml.Linq;

var target = Argument("target", "Build");
var configuration = Argument("configuration", "Release");

const string Runtime = "linux-x64";

var artifacts = Directory("artifacts");
var publish = artifacts + Directory("publish") + Directory(Runtime);
var executable = publish + File("matomo_token");
var results = artifacts + Directory("tests");
var standIn = Directory("tests/Matomo.StandIn/bin") + Directory(configuration) + Directory("net10.0") + File("matomo-stand-in.dll");

Task("Clean")
    .Description("Removes everything that the other targets made.")
    .Does(() =>
{
    CleanDirectory(artifacts);
    foreach (var directory in GetDirectories("./{lib,module,tests}/**/{bin,obj}"))
    {
        DeleteDirectory(directory, new DeleteDirectorySettings { Recursive = true, Force = true });
    }
});

Task("Restore")
    .Description("Restores the packages; in CI exactly those of the lock files.")
    .Does(() => DotNetRestore("matomo_token.slnx"));

Task("Build")
    .Description("Compiles everything; a warning is an error.")
    .IsDependentOn("Restore")
    .Does(() => DotNetBuild("matomo_token.slnx", new DotNetBuildSettings { Configuration = configuration, NoRestore = true }));

Task("NativeTools")
    .Description("Installs what ahead-of-time compilation links with, where that can be done.")
    .Does(() => RequirePrograms(("clang", "clang", false), ("ld", "binutils", false), ("/usr/include/zlib.h", "zlib1g-dev", true)));

Task("TestTools")
    .Description("Installs the programs that the tests start, where that can be done.")
    .Does(() => RequirePrograms(
        ("ansible-playbook", "ansible-core", false),
        ("sshd", "openssh-server", false),
        ("ssh", "openssh-client", false),
        ("strace", "strace", false),
        ("python3", "python3", false),
        ("php", "php-cli", false),
        ("setpriv", "util-linux", false),
        ("mount", "mount", false),
        ("mariadbd", "mariadb-server-core", false),
        ("mariadb", "mariadb-client-core", false)));

Task("Publish")
    .Description("Makes the native executable: artifacts/publish/linux-x64/matomo_token.")
    .IsDependentOn("NativeTools")
    .IsDependentOn("Restore")
    .Does(() =>
{
    var output = artifacts + Directory("obj") + Directory(Runtime);
    DotNetPublish("module/matomo_token.csproj", new DotNetPublishSettings
    {
        Configuration = configuration, Runtime = Runtime, NoRestore = true, OutputDirectory = output,
    });
    CleanDirectory(publish);
    CopyFile(output + File("matomo_token"), executable);
    Information("{0}: {1:0.0} MB", executable, FileSize(executable) / 1e6);
});

Task("Test")
    .Description("Installs what the tests need, builds, publishes, and runs every suite.")
    .IsDependentOn("TestTools")
    .IsDependentOn("Build")
    .IsDependentOn("Publish")
    .Does(() =>
{
    CleanDirectory(results);
    var failed = new List<string>();
    foreach (var project in GetFiles("./tests/*.Tests/*.csproj").OrderBy(file => file.FullPath))
    {
        var exitCode = StartProcess("dotnet", new ProcessSettings
        {
            Arguments = new ProcessArgumentBuilder()
                .Append("test").AppendQuoted(project.FullPath)
                .Append("--configuration").Append(configuration)
                .Append("--no-build")
                .Append("--logger").AppendQuoted("trx;LogFileName=" + project.GetFilenameWithoutExtension() + ".trx")
                .Append("--results-directory").AppendQuoted(MakeAbsolute(results).FullPath),
        });
        if (exitCode != 0)
        {
            failed.Add(project.GetFilenameWithoutExtension().ToString());
        }
    }

    if (failed.Count > 0)
    {
        throw new CakeException("Failed: " + string.Join(", ", failed));
    }
});

Task("Demo")
    .Description("Shows the tool at work on the stand-in Matomo: changed, then ok, and the token being accepted.")
    .IsDependentOn("Build")
    .IsDependentOn("Publish")
    .Does(() =>
{
    if (CanInstall())
    {
        RequirePrograms(("ansible-playbook", "ansible-core", false));
    }

    RequirePrograms(("curl", "curl", false));
    Run("examples/demo.sh", MakeAbsolute(executable).FullPath, MakeAbsolute(standIn).FullPath);
});

Task("Benchmark")
    .Description("Measures runs against curl sending the same requests and the mariadb client doing the same work, peak memory and size.")
    .IsDependentOn("Build")
    .IsDependentOn("Publish")
    .Does(() =>
{
    RequirePrograms(
        ("hyperfine", "hyperfine", false),
        ("curl", "curl", false),
        ("python3", "python3", false),
        ("mariadbd", "mariadb-server-core", false),
        ("mariadb", "mariadb-client-core", false));
    Run("tests/Benchmarks/database.sh", MakeAbsolute(executable).FullPath);
    Run("tests/Benchmarks/unchanged.sh", MakeAbsolute(executable).FullPath, MakeAbsolute(standIn).FullPath);
});

try
{
    RunTarget(target);
}
finally
{
    if (target == "Test")
    {
        PrintTotals();
    }
}

void Run(string script, params string[] arguments)
{
    var builder = new ProcessArgumentBuilder().Append(script);
    foreach (var argument in arguments)
    {
        builder.AppendQuoted(argument);
    }

    if (StartProcess("bash", new ProcessSettings { Arguments = builder }) != 0)
    {
        throw new CakeException(script + " failed.");
    }
}

bool CanInstall() => Environment.UserName == "root" && FileExists("/usr/bin/apt-get");

// Each is a program's name, or a file's path; the Debian package that has it; and whether it is a file.
void RequirePrograms(params (string Name, string Package, bool IsFile)[] programs)
{
    bool IsMissing((string Name, string Package, bool IsFile) program) => program.IsFile
        ? !FileExists(program.Name)
        : !(Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':').Any(directory => FileExists(directory + "/" + program.Name));

    var missing = programs.Where(IsMissing).Select(program => program.Package).Distinct().ToList();
    if (missing.Count == 0)
    {
        return;
    }

    var install = "apt-get install --yes --no-install-recommends " + string.Join(" ", missing);
    if (!CanInstall())
    {
        throw new CakeException("Needed and not here: " + string.Join(", ", missing) + ". On Debian: sudo " + install);
    }

    // A service that a package would start is not ours to start.
    var quiet = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive", ["RUNLEVEL"] = "1" };
    foreach (var arguments in new[] { "update --quiet --quiet", install["apt-get ".Length..] + " --quiet" })
    {
        if (StartProcess("apt-get", new ProcessSettings { Arguments = arguments, EnvironmentVariables = quiet }) != 0)
        {
            throw new CakeException("apt-get " + arguments + " failed.");
        }
    }
}

// The last line of the test command, alone on it: N passed, N failed.
void PrintTotals()
{
    XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    var counters = GetFiles(results.ToString() + "/*.trx")
        .Select(file => XDocument.Load(file.FullPath).Descendants(trx + "Counters").Single())
        .ToList();
    int Sum(string name) => counters.Sum(counter => (int)counter.Attribute(name));
    var total = Sum("total");
    var passed = Sum("passed");
    var skipped = total - Sum("executed");
    var failed = total - passed - skipped;
    Console.WriteLine($"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : ""));
}
