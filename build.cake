// Every task of the project: ./build.sh --target=Test; ./build.sh --description lists them.

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

var target = Argument("target", "Build");
var configuration = Argument("configuration", "Release");

// .NET's name, Debian's and the kernel's of each architecture that there is an executable for. The first is that of the machine that
// builds.
(string Runtime, string Debian, string Machine)[] architectures = [("linux-x64", "amd64", "x86_64"), ("linux-arm64", "arm64", "aarch64")];

var artifacts = Directory("artifacts");
var release = artifacts + Directory("release");
var executable = Published(architectures[0].Runtime);
var isPortable = true;
var results = artifacts + Directory("tests");
var suites = GetFiles("./tests/*.Tests/*.csproj").OrderBy(file => file.FullPath).ToList();
var role = Directory("ansible-role");
var notices = File("THIRD-PARTY-NOTICES.txt");
var version = XDocument.Load("Directory.Build.props").Descendants("VersionPrefix").Single().Value;
var standIn = Directory("tests/Matomo.StandIn/bin") + Directory(configuration) + Directory("net10.0") + File("matomo-stand-in.dll");

Task("Clean")
    .Description("Removes everything that the other targets made.")
    .Does(() =>
{
    CleanDirectory(artifacts);
    foreach (var directory in GetDirectories("./{docs,lib,module,tests}/**/{bin,obj}"))
        DeleteDirectory(directory, new DeleteDirectorySettings { Recursive = true, Force = true });
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
    .Does(() =>
{
    RequirePrograms(("clang", "clang", false), ("ld", "binutils", false), ("/usr/include/zlib.h", "zlib1g-dev", true));
    if (CanInstall())
        RequirePrograms(PortableTools);
});

Task("TestTools")
    .Description("Installs the programs that the tests start, where that can be done.")
    .Does(InstallTestTools);

Task("PublishHere")
    .Description("Makes the native executable of this machine's architecture alone.")
    .IsDependentOn("NativeTools")
    .Does(() =>
{
    DotNetRestore("module/matomo_token.csproj");
    PublishFor(architectures[0].Runtime, architectures[0].Debian);
});

Task("Publish")
    .Description("Makes the native executables: artifacts/publish/linux-x64/matomo_token and, where it can, linux-arm64/matomo_token.")
    .IsDependentOn("PublishHere")
    .Does(() =>
{
    foreach (var (runtime, debian, _) in architectures.Skip(1))
        PublishFor(runtime, debian);
});

Task("Packages")
    .Description("Makes the NuGet packages of both libraries: artifacts/NAME.VERSION.nupkg, and their symbols.")
    .Does(() =>
{
    foreach (var library in GetFiles("./lib/*/*.csproj"))
        DotNetPack(library.FullPath, new DotNetPackSettings { Configuration = configuration, OutputDirectory = artifacts });
});

Task("Pack")
    .Description("Makes what people install: the role, the collection and the packages.")
    .IsDependentOn("PackRole")
    .IsDependentOn("PackCollection")
    .IsDependentOn("Packages");

Task("PackRole")
    .Description("Makes the archive of the role, executables included: artifacts/matomo_token-VERSION.tar.gz.")
    .IsDependentOn("Publish")
    .Does(() =>
{
    // Packed as the action plugin sends them, and the checksums by which it keeps them on a host.
    var files = role + Directory("files");
    DeleteFiles(GetFiles(MakeAbsolute(files).FullPath + "/*.gz"));
    var checksums = new List<string>();
    foreach (var (runtime, _, machine) in architectures.Where(architecture => FileExists(Published(architecture.Runtime))))
    {
        var content = System.IO.File.ReadAllBytes(MakeAbsolute(Published(runtime)).FullPath);
        checksums.Add($"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))}  matomo_token_{machine}\n");
        using var packed = System.IO.File.Create(MakeAbsolute(files + File($"matomo_token_{machine}.gz")).FullPath);
        using var packer = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.SmallestSize);
        packer.Write(content);
    }

    System.IO.File.WriteAllText(MakeAbsolute(files + File("SHA256SUMS")).FullPath, string.Concat(checksums));

    // For playbooks without the action plugin, and for ansible-doc. One executable, under both names.
    var library = role + Directory("library");
    CleanDirectory(library);
    CopyFiles(GetFiles(MakeAbsolute(executable).GetDirectory() + "/*.yml"), library);
    CopyFileToDirectory(executable, library);
    System.IO.File.CreateSymbolicLink(MakeAbsolute(library + File("matomo_token_info")).FullPath, "matomo_token");

    CopyFileToDirectory("LICENSE", role);
    CopyFileToDirectory(MakeAbsolute(executable).GetDirectory().CombineWithFilePath(notices), role);

    var archive = artifacts + File($"matomo_token-{version}.tar.gz");
    Archive(role, $"matomo_token-{version}", archive);
    Information("{0}: {1:0.0} MB", archive, FileSize(archive) / 1e6);
});

Task("PackCollection")
    .Description("Makes the collection: artifacts/NAMESPACE-NAME-VERSION.tar.gz; --namespace= and --name= give it another name.")
    .IsDependentOn("PackRole")
    .Does(() =>
{
    var (collectionNamespace, collectionName) = (Argument("namespace", "matomo_automation"), Argument("name", "matomo"));
    var archive = artifacts + File($"{collectionNamespace}-{collectionName}-{version}.tar.gz");
    var arguments = new ProcessArgumentBuilder();
    var address = XDocument.Load("Directory.Build.props").Descendants("RepositoryUrl").Single().Value;
    foreach (var argument in new[] { MakeAbsolute(Directory(".")).FullPath, collectionNamespace, collectionName, version, address })
        arguments.AppendQuoted(argument);

    DotNetRun(
        "docs/packer/packer.csproj",
        arguments.AppendQuoted(MakeAbsolute(archive).FullPath),
        new DotNetRunSettings { Configuration = configuration });
    Information("{0}: {1:0.0} MB", archive, FileSize(archive) / 1e6);
});

Task("Release")
    .Description("Makes artifacts/release, all that is published: twice, from the last commit in two other folders, to the same bytes.")
    .Does(() =>
{
    var obstacles = Obstacles().ToList();
    if (obstacles.Count > 0)
        throw new CakeException($"{version} cannot be released from here.\n" + string.Join("\n", obstacles));

    foreach (var (_, debian, _) in architectures)
        Sysroot(debian);

    // Their paths are of different lengths.
    var folders = new[] { "first", "the/second" }.Select(name => MakeAbsolute(artifacts + Directory("obj/release/" + name))).ToList();
    foreach (var folder in folders)
    {
        // Not with Cake, which would follow the link in it.
        if (DirectoryExists(folder))
            System.IO.Directory.Delete(folder.FullPath, recursive: true);

        Execute("git", $"clone --quiet . \"{folder}\"");
        CreateDirectory(folder.Combine("artifacts"));
        System.IO.File.CreateSymbolicLink(
            folder.Combine("artifacts/sysroot").FullPath, MakeAbsolute(artifacts + Directory("sysroot")).FullPath);
        Execute("bash", "build.sh --target=ReleaseFiles", folder, ("CI", "true"));
    }

    // What this one lists is all the rest.
    var sums = folders.Select(folder => folder.CombineWithFilePath(release + File("SHA256SUMS")))
        .Select(file => System.IO.File.ReadAllLines(file.FullPath)).ToList();
    var different = sums[0].Except(sums[1]).Concat(sums[1].Except(sums[0])).Select(line => line[66..]).Distinct().ToList();
    if (different.Count > 0)
        throw new CakeException($"Not the same bytes in {folders[0]} and {folders[1]}: {string.Join(", ", different)}");

    CleanDirectory(release);
    CopyFiles(GetFiles(folders[0].Combine(release) + "/*"), release);
    Information("The same bytes twice:\n{0}", string.Join("\n", sums[0]));
});

Task("ReleaseFiles")
    .Description("Makes artifacts/release from the files as they are here, once: what Release does in each of its folders.")
    .IsDependentOn("Pack")
    .Does(() =>
{
    CleanDirectory(release);
    foreach (var (runtime, _, _) in architectures)
    {
        var name = $"matomo_token-{version}-{runtime}";
        Archive(MakeAbsolute(Published(runtime)).GetDirectory(), name, release + File(name + ".tar.gz"));
    }

    // Galaxy refuses a second version of the same number, and never forgets the first.
    foreach (var collection in GetFiles($"artifacts/*-*-{version}.tar.gz"))
    {
        var manifest = JsonNode.Parse(string.Concat(Lines("tar", $"--extract --to-stdout --file=\"{collection}\" MANIFEST.json")));
        if ((string)manifest["collection_info"]["version"] != version)
            throw new CakeException($"{collection} is not of version {version}, as its MANIFEST.json says.");
    }

    CopyFiles(GetFiles($"artifacts/*-{version}.tar.gz").Concat(GetFiles($"artifacts/*.{version}.*nupkg")), release);
    WriteBillOfMaterials(File($"matomo_token-{version}.cdx.json"));
    System.IO.File.WriteAllText(MakeAbsolute(release + File("RELEASE_NOTES.md")).FullPath, ReleaseNotes() ?? "");
    var sums = GetFiles(release.ToString() + "/*").OrderBy(file => file.GetFilename().ToString(), StringComparer.Ordinal)
        .Select(file => $"{Sum(file)}  {file.GetFilename()}\n");
    System.IO.File.WriteAllText(MakeAbsolute(release + File("SHA256SUMS")).FullPath, string.Concat(sums.ToList()));
});

Task("Cut")
    .Description("Writes --number=N as the version, and what is new as this version's, into the files: the start of a release.")
    .Does(() =>
{
    var number = Argument<string>("number");
    if (System.IO.File.ReadAllText("CHANGELOG.md").Contains($"## [{number}]"))
        throw new CakeException($"CHANGELOG.md has the version {number} already.");

    Edit("Directory.Build.props", text => text.Replace($"<VersionPrefix>{version}<", $"<VersionPrefix>{number}<"));
    foreach (var page in GetFiles("./README.md").Concat(GetFiles("./{ansible-role,docs}/*.md")))
        Edit(page.FullPath, text => Regex.Replace(text, $@"(?<![\d.]){Regex.Escape(version)}(?!\.?\d)", number));

    Edit("CHANGELOG.md", text => text.Replace("## [Unreleased]\n", $"## [Unreleased]\n\n## [{number}] - {DateTime.UtcNow:yyyy-MM-dd}\n"));
    foreach (var shipped in GetFiles("./lib/*/PublicAPI.Shipped.txt"))
    {
        const string header = "#nullable enable";
        const string removed = "*REMOVED*";
        var unshipped = shipped.GetDirectory().CombineWithFilePath("PublicAPI.Unshipped.txt");
        var all = new[] { shipped, unshipped }.SelectMany(file => System.IO.File.ReadAllLines(file.FullPath)).Except([header]).ToList();
        var gone = all.Where(line => line.StartsWith(removed)).SelectMany(line => new[] { line, line[removed.Length..] });
        var lines = all.Except(gone).Order(StringComparer.Ordinal).Prepend(header);
        System.IO.File.WriteAllText(shipped.FullPath, string.Join('\n', lines) + "\n");
        System.IO.File.WriteAllText(unshipped.FullPath, header + "\n");
    }
});

Task("Docs")
    .Description("Writes, from the definitions, what ansible-doc reads (module/documentation) and the tables of docs/reference.md.")
    .IsDependentOn("Restore")
    .Does(() => DotNetRun(
        "docs/generator/generator.csproj",
        new ProcessArgumentBuilder().AppendQuoted(MakeAbsolute(Directory(".")).FullPath),
        new DotNetRunSettings { Configuration = configuration, NoRestore = true }));

Task("Format")
    .Description("Checks that every file is written as .editorconfig says: dotnet format corrects what it names.")
    .IsDependentOn("Restore")
    .Does(CheckFormat);

Task("UnitTest")
    .Description("Runs the tests that start no other program: under a minute after a build.")
    .IsDependentOn("Build")
    .Does(() =>
{
    CleanDirectory(results);
    RequireResults(FailedOf([File("matomo_token.slnx")], "TestCategory!=Programs"));
});

// What needs no executable of ours runs while they are published. The suites of the module read the role, which Pack changes.
var besidePublishing = suites.Where(suite => !Regex.IsMatch(suite.FullPath, "/(EndToEnd|Module)[.]Tests/")).ToList();
var tools = System.Threading.Tasks.Task.CompletedTask;
var format = System.Threading.Tasks.Task.CompletedTask;
var failedBeside = System.Threading.Tasks.Task.FromResult(new List<string>());

Task("BeginTestTools")
    .Description("TestTools, beside Build where it can install them.")
    .Does(() =>
{
    if (CanInstall())
        tools = System.Threading.Tasks.Task.Run(InstallTestTools);
    else
        InstallTestTools();
});

Task("BeginTest")
    .Description("The part of Test that runs while the executables are published.")
    .IsDependentOn("BeginTestTools")
    .IsDependentOn("Build")
    .Does(() =>
{
    tools.GetAwaiter().GetResult();
    CleanDirectory(results);
    format = System.Threading.Tasks.Task.Run(CheckFormat);
    failedBeside = System.Threading.Tasks.Task.Run(() => FailedOf(besidePublishing, null));
});

Task("Test")
    .Description("Installs what the tests need, builds, publishes, and runs every suite.")
    .IsDependentOn("BeginTest")
    .IsDependentOn("Pack")
    .Does(() =>
{
    var others = FailedOf(suites.Except(besidePublishing), isPortable ? null : "TestCategory!=Portable");
    RequireResults([.. failedBeside.Result, .. others]);
    format.GetAwaiter().GetResult();
});

Task("Coverage")
    .Description("Counts which lines of the libraries the tests reach: at least 95 % of each.")
    .IsDependentOn("TestTools")
    .IsDependentOn("Build")
    .Does(() =>
{
    // Each suite adds to what the one before has found; the last one's result is that of all.
    string[] covering =
        ["Ansible.Modules.Tests", "Matomo.Tokens.Tests", "Module.Tests", "Matomo.Contract.Tests", "Matomo.Tokens.Database.Tests"];
    var output = MakeAbsolute(artifacts + Directory("coverage")).FullPath + "/";
    CleanDirectory(output);
    foreach (var suite in covering)
    {
        var settings = new DotNetMSBuildSettings()
            .WithProperty("CollectCoverage", "true")
            .WithProperty("CoverletOutput", output)
            .WithProperty("CoverletOutputFormat", "\"json,cobertura\"")
            .WithProperty("MergeWith", output + "coverage.json")
            .WithProperty("Threshold", suite == covering[^1] ? "95" : "0")
            .WithProperty("ThresholdType", "line");
        DotNetTest(
            $"tests/{suite}/{suite}.csproj",
            new DotNetTestSettings { Configuration = configuration, NoBuild = true, MSBuildSettings = settings });
    }
});

Task("Fuzz")
    .Description("Runs both modules on generated and damaged arguments files: a million or --cases=N, new ones or those of --seed=N.")
    .Does(() => DotNetTest("tests/Module.Tests/Module.Tests.csproj", new DotNetTestSettings
    {
        Configuration = configuration,
        Filter = "FullyQualifiedName~FuzzTest",
        Loggers = ["console;verbosity=detailed"],
        EnvironmentVariables = new Dictionary<string, string>
        {
            ["FUZZ_CASES"] = Argument("cases", 1_000_000).ToString(),
            ["FUZZ_SEED"] = Argument("seed", Random.Shared.Next(1_000_000_000)).ToString(),
        },
    }));

Task("Soak")
    .Description("Kills and disturbs the executable for half an hour or --minutes=N, and tells what was lost. By hand. --seed=N repeats.")
    .IsDependentOn("PublishHere")
    .Does(() =>
{
    RequirePrograms(("strace", "strace", false), ("mariadbd", "mariadb-server-core", false), ("kill", "procps", false));
    var soak = Directory("tests/Soak");
    DotNetBuild(soak + File("Soak.csproj"), new DotNetBuildSettings { Configuration = configuration });
    var program = soak + Directory("bin") + Directory(configuration) + Directory("net10.0") + File("soak.dll");
    var arguments = $"\"{program}\" \"{executable}\" {Argument("minutes", 30)} {Argument("seed", Random.Shared.Next(1_000_000_000))}";
    if (StartProcess("dotnet", arguments) != 0)
        throw new CakeException("Something was lost: see above.");
});

Task("Mutation")
    .Description("Changes the planner and the reconciler in hundreds of ways, and prints which changes no test notices. By hand.")
    .Does(() =>
{
    var output = MakeAbsolute(artifacts + Directory("mutation")).FullPath;
    foreach (var arguments in new[] { "tool restore", $"stryker --output \"{output}\"" })
    {
        if (StartProcess("dotnet", new ProcessSettings { Arguments = arguments, WorkingDirectory = "tests/Mutation" }) != 0)
            throw new CakeException($"dotnet {arguments} failed.");
    }
});

Task("Compat")
    .Description("Runs the end-to-end and database tests in Debian 11, 12, 13 and unstable, and for arm64. Needs root and 4 GB.")
    .IsDependentOn("Build")
    .IsDependentOn("Pack")
    .Does(() =>
{
    if (!CanInstall())
    {
        throw new CakeException("Compat changes its root directory and mounts, and needs root on Debian or a relative of it: "
            + "sudo ./build.sh --target=Compat");
    }

    if (!isPortable)
        throw new CakeException("Compat needs executables that are linked for glibc 2.28, which Publish could not make: see its warnings.");

    RequirePrograms(("debootstrap", "debootstrap", false), ("unshare", "util-linux", false));
    Run("tests/Compat/compat.sh", configuration);
});

Task("Demo")
    .Description("Shows the tool at work on a stand-in for Matomo with a real database: a token without the user's password, and with it.")
    .IsDependentOn("PublishHere")
    .Does(() =>
{
    DotNetBuild("tests/Matomo.StandIn/Matomo.StandIn.csproj", new DotNetBuildSettings { Configuration = configuration });
    if (CanInstall())
        RequirePrograms(("ansible-playbook", "ansible-core", false), ("mariadbd", "mariadb-server-core", false));

    RequirePrograms(("curl", "curl", false));
    Run("examples/demo.sh", MakeAbsolute(executable).FullPath, MakeAbsolute(standIn).FullPath);
});

Task("Benchmark")
    .Description("Measures runs against a hello-world, curl and the mariadb client doing the same; tasks over SSH; peak memory and size.")
    .IsDependentOn("Build")
    .IsDependentOn("Publish")
    .Does(() =>
{
    RequirePrograms(
        ("hyperfine", "hyperfine", false),
        ("curl", "curl", false),
        ("python3", "python3", false),
        ("ansible-playbook", "ansible-core", false),
        ("/usr/lib/python3/dist-packages/ansible/plugins/strategy/mitogen_linear.py", "ansible-mitogen", true),
        ("sshd", "openssh-server", false),
        ("ssh", "openssh-client", false),
        ("mariadbd", "mariadb-server-core", false),
        ("mariadb", "mariadb-client-core", false));
    var helloWorld = artifacts + Directory("obj") + Directory("hello-world");
    DotNetPublish(
        "tests/Benchmarks/HelloWorld/HelloWorld.csproj",
        new DotNetPublishSettings { Configuration = configuration, Runtime = architectures[0].Runtime, OutputDirectory = helloWorld });
    Run("tests/Benchmarks/database.sh", MakeAbsolute(executable).FullPath);
    Run("tests/Benchmarks/unchanged.sh", MakeAbsolute(executable).FullPath, MakeAbsolute(standIn).FullPath);
    Run("tests/Benchmarks/refused.sh", MakeAbsolute(executable).FullPath, MakeAbsolute(helloWorld + File("HelloWorld")).FullPath);
    Run("tests/Benchmarks/ssh.sh", MakeAbsolute(executable).FullPath, MakeAbsolute(standIn).FullPath);
});

Task("Size")
    .Description("Prints what takes how much of the executable, by assembly.")
    .IsDependentOn("Publish")
    .Does(() =>
{
    RequirePrograms(("readelf", "binutils", false), ("python3", "python3", false));
    var map = File($"module/obj/{configuration}/net10.0/{architectures[0].Runtime}/native/matomo_token.map.xml");
    if (StartProcess("python3", $"tests/Benchmarks/size.py \"{executable}\" \"{map}\"") != 0)
        throw new CakeException("tests/Benchmarks/size.py failed.");
});

try
{
    RunTarget(target);
}
finally
{
    if (target is "Test" or "UnitTest")
        PrintTotals();
}

void InstallTestTools() => RequirePrograms(
    ("ansible-playbook", "ansible-core", false),
    ("/usr/lib/python3/dist-packages/ansible/plugins/strategy/mitogen_linear.py", "ansible-mitogen", true),
    ("sshd", "openssh-server", false),
    ("ssh", "openssh-client", false),
    ("strace", "strace", false),
    ("python3", "python3", false),
    ("php", "php-cli", false),
    ("/usr/share/wordpress/wp-settings.php", "wordpress", true),
    ("setpriv", "util-linux", false),
    ("git", "git", false),
    ("sudo", "sudo", false),
    ("mount", "mount", false),
    ("ip", "iproute2", false),
    ("ansible-lint", "ansible-lint", false),
    ("yamllint", "yamllint", false),
    ("/usr/lib/python3/dist-packages/pycodestyle.py", "python3-pycodestyle", true),
    ("pylint", "pylint", false),
    ("shellcheck", "shellcheck", false),
    ("/usr/lib/python3/dist-packages/voluptuous/__init__.py", "python3-voluptuous", true),
    ("mariadbd", "mariadb-server-core", false),
    ("mariadb", "mariadb-client-core", false));

void CheckFormat()
{
    // White space, the order of usings, and the one rule that Build does not know as an error: the others would take as long again.
    if (StartProcess("dotnet", "format matomo_token.slnx --verify-no-changes --no-restore --diagnostics IDE0003") != 0)
        throw new CakeException("Run dotnet format, and commit what it changed.");

    // max_line_length is for editors; dotnet format leaves long lines as they are.
    var wide = GetFiles("./{docs,lib,module,tests}/**/*.cs").Concat(GetFiles("./build.cake"))
        .Where(file => !file.FullPath.Contains("/obj/") && System.IO.File.ReadLines(file.FullPath).Any(line => line.Length > 140))
        .Select(file => MakeAbsolute(Directory(".")).GetRelativePath(file).FullPath)
        .ToList();
    if (wide.Count > 0)
        throw new CakeException("Lines of more than 140 characters: " + string.Join(", ", wide));
}

// Runs the tests of suites, given as projects or as the solution, which were built before; those that pass a filter of dotnet test.
List<string> FailedOf(IEnumerable<FilePath> projects, string filter)
{
    var failed = new List<string>();
    foreach (var project in projects)
    {
        var name = project.GetFilenameWithoutExtension().ToString();
        var arguments = new ProcessArgumentBuilder()
            .Append("test").AppendQuoted(project.FullPath)
            .Append("--configuration").Append(configuration)
            .Append("--no-build")
            .Append(filter is null ? "" : "--filter " + filter)
            .Append("--logger").AppendQuoted("trx;LogFilePrefix=" + name)
            .Append("--results-directory").AppendQuoted(MakeAbsolute(results).FullPath);

        // A play waits about as long as it works.
        if (name == "EndToEnd.Tests")
            arguments.Append($"-- NUnit.NumberOfTestWorkers={2 * Environment.ProcessorCount}");

        if (StartProcess("dotnet", new ProcessSettings { Arguments = arguments }) != 0)
            failed.Add(name);
    }

    return failed;
}

// A suite whose process was killed leaves no result, and dotnet test of a solution takes that for success: so the results are counted.
void RequireResults(List<string> failed)
{
    var found = GetFiles(results.ToString() + "/*.trx").Count;
    if (failed.Count > 0 || found != suites.Count)
        throw new CakeException($"Failed: {string.Join(", ", failed)}. {found} of {suites.Count} suites left a result.");
}

void Run(string script, params string[] arguments)
{
    var builder = new ProcessArgumentBuilder().Append(script);
    foreach (var argument in arguments)
        builder.AppendQuoted(argument);

    if (StartProcess("bash", new ProcessSettings { Arguments = builder }) != 0)
        throw new CakeException(script + " failed.");
}

void PublishFor(string runtime, string debian)
{
    var published = Published(runtime);
    CleanDirectory(MakeAbsolute(published).GetDirectory());
    var sysroot = Sysroot(debian);
    if (sysroot is null && runtime != architectures[0].Runtime)
    {
        Warning("Not made: {0}, which needs Debian's packages to link against.", published);
        return;
    }

    var output = artifacts + Directory("obj") + Directory(runtime);
    var settings = new DotNetPublishSettings
    {
        Configuration = configuration,
        Runtime = runtime,
        NoRestore = true,
        OutputDirectory = output,
    };
    if (sysroot is not null)
        settings.MSBuildSettings = new DotNetMSBuildSettings().WithProperty("SysRoot", sysroot);

    DotNetPublish("module/matomo_token.csproj", settings);
    CopyFile(output + File("matomo_token"), published);
    System.IO.File.CreateSymbolicLink(MakeAbsolute(published).FullPath + "_info", "matomo_token");
    foreach (var sidecar in GetFiles("module/documentation/matomo_token*.yml").Where(file => !file.FullPath.EndsWith(".examples.yml")))
        CopyFileToDirectory(sidecar, MakeAbsolute(published).GetDirectory());

    CopyFileToDirectory("LICENSE", MakeAbsolute(published).GetDirectory());
    WriteNotices(runtime, MakeAbsolute(published).GetDirectory().CombineWithFilePath(notices));
    Information("{0}: {1:0.0} MB", published, FileSize(published) / 1e6);
}

// A directory as an archive, whose name is the directory's in it: the same bytes from the same files, whoever packs them and when.
void Archive(DirectoryPath directory, string name, FilePath archive) => Execute(
    "tar",
    $"--create --use-compress-program=\"gzip --no-name\" --file=\"{archive}\" --directory=\"{directory}\" "
    + $"--transform=s,^[.],{name},S --exclude=__pycache__ --sort=name --mtime=@0 "
    + "--owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --format=gnu .");

// What keeps this version from being released: what is not committed, and files that disagree.
IEnumerable<string> Obstacles()
{
    var changes = Lines("git", "status --porcelain");
    if (changes.Count > 0)
        yield return "Not committed: " + string.Join(", ", changes.Select(line => line[3..]));

    if (ReleaseNotes() is null)
    {
        yield return $"CHANGELOG.md does not have [{version}] with its date as the newest version, with nothing above it under "
            + $"[Unreleased]. ./build.sh --target=Cut --number={version} writes it, and VersionPrefix in Directory.Build.props.";
    }

    foreach (var tag in Lines("git", "tag --points-at HEAD").Where(tag => tag.StartsWith('v') && tag != "v" + version))
        yield return $"The last commit has the tag {tag}, and VersionPrefix in Directory.Build.props is {version}.";
}

// What CHANGELOG says of this version; null when that is not the newest one, or there is more under Unreleased.
string ReleaseNotes()
{
    var text = System.IO.File.ReadAllText("CHANGELOG.md");
    var sections = Regex.Split(text, @"^## (?=\[)", RegexOptions.Multiline).Skip(1).ToList();
    return sections is [var unreleased, var newest, ..] && unreleased.Trim() == "[Unreleased]"
        && Regex.Match(newest, $@"\A\[{Regex.Escape(version)}\] - \d{{4}}-\d\d-\d\d\n") is { Success: true } title
        ? newest[title.Length..].Trim() + "\n"
        : null;
}

// The licences of what is linked into an executable: the packages of the lock file, and .NET's own libraries.
void WriteNotices(string runtime, FilePath file)
{
    var packages = MakeAbsolute(Directory(EnvironmentVariable("NUGET_PACKAGES") ?? EnvironmentVariable("HOME") + "/.nuget/packages"));
    using var locked = JsonDocument.Parse(System.IO.File.ReadAllText("module/packages.lock.json"));
    var linked = locked.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
        .Where(package => package.Value.GetProperty("type").GetString() is not ("Direct" or "Project"))
        .Select(package => (package.Name, Version: package.Value.GetProperty("resolved").GetString()));
    var texts = linked.Append(DotNetLibraries(runtime)).OrderBy(package => package.Name, StringComparer.Ordinal).Select(package =>
    {
        var directory = packages.Combine($"{package.Name}/{package.Version}".ToLowerInvariant());
        var specification = XDocument.Load(GetFiles(directory + "/*.nuspec").Single().FullPath);
        string Value(string name) => specification.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
        var own = GetFiles(directory + "/LICENSE*").Concat(GetFiles(directory + "/THIRD-PARTY-NOTICES*"))
            .Select(text => System.IO.File.ReadAllText(text.FullPath)).ToList();
        var title = $"{package.Name} {package.Version}\n{Value("projectUrl")}\n{Value("copyright")}";
        return string.Join("\n\n", (own.Count > 0 ? own : [StandardText(Value("license"))]).Prepend(title));
    });
    var rule = "\n\n" + new string('=', 80) + "\n\n";
    var heading = "What is linked into matomo_token beside its own code, and the licences of it";
    System.IO.File.WriteAllText(file.FullPath, string.Join(rule, texts.Prepend(heading)).Replace("\r\n", "\n"));

    // Of packages that name a licence and have no text of it.
    string StandardText(string name) => name switch
    {
        "MIT" => System.IO.File.ReadAllText("LICENSE").Split("\n\n", 3) is [_, _, var text] ? "MIT License\n\n" + text : null,
        _ => System.IO.File.ReadAllText("/usr/share/common-licenses/" + name),
    };
}

// .NET's own libraries that are linked in, which no project refers to.
(string Name, string Version) DotNetLibraries(string runtime)
{
    using var assets = JsonDocument.Parse(System.IO.File.ReadAllText("module/obj/project.assets.json"));
    var name = "Microsoft.NETCore.App.Runtime.NativeAOT." + runtime;
    var package = assets.RootElement.GetProperty("project").GetProperty("frameworks").GetProperty("net10.0")
        .GetProperty("downloadDependencies").EnumerateArray().Single(package => package.GetProperty("name").GetString() == name);
    return (name, package.GetProperty("version").GetString()[1..].Split(',')[0]);
}

// A bill of materials in CycloneDX's form, with the time of the commit in it, and with .NET's own libraries.
void WriteBillOfMaterials(FilePath name)
{
    Execute("dotnet", $"CycloneDX module/matomo_token.csproj --output {release} --filename {name} --output-format Json --no-serial-number "
        + $"--disable-package-restore --recursive --include-project-references --set-name matomo_token --set-version {version}");
    var file = MakeAbsolute(release + name).FullPath;
    var bill = JsonNode.Parse(System.IO.File.ReadAllText(file));
    var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Lines("git", "log -1 --format=%ct").Single()));
    bill["metadata"]["timestamp"] = $"{time:yyyy-MM-ddTHH:mm:ssZ}";
    foreach (var (library, number) in architectures.Select(architecture => DotNetLibraries(architecture.Runtime)))
    {
        var identity = $"pkg:nuget/{library}@{number}";
        bill["components"].AsArray().Add(new JsonObject
        {
            ["type"] = "framework",
            ["bom-ref"] = identity,
            ["name"] = library,
            ["version"] = number,
            ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = "MIT" } }),
            ["purl"] = identity,
        });
    }

    System.IO.File.WriteAllText(file, bill.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
}

void Execute(string program, string arguments, DirectoryPath directory = null, params (string Name, string Value)[] environment)
{
    var settings = new ProcessSettings
    {
        Arguments = arguments,
        WorkingDirectory = directory ?? Directory("."),
        EnvironmentVariables = environment.ToDictionary(variable => variable.Name, variable => variable.Value),
    };
    if (StartProcess(program, settings) != 0)
        throw new CakeException($"{program} {arguments} failed.");
}

List<string> Lines(string program, string arguments)
{
    var settings = new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true };
    return StartProcess(program, settings, out var lines) == 0 ? [.. lines] : throw new CakeException($"{program} {arguments} failed.");
}

string Sum(FilePath file) =>
    Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(MakeAbsolute(file).FullPath)));

void Edit(string file, Func<string, string> change) => System.IO.File.WriteAllText(file, change(System.IO.File.ReadAllText(file)));

ConvertableFilePath Published(string runtime) => artifacts + Directory("publish") + Directory(runtime) + File("matomo_token");

// What links for every architecture against the C library of another Debian: see module/sysroot.sh.
(string Name, string Package, bool IsFile)[] PortableTools =>
    [("ld.lld", "lld", false), ("llvm-objcopy", "llvm", false), ("apt-get", "apt", false), ("dpkg-deb", "dpkg", false)];

// The directory to link against; null where there is none, which in CI is an error: what it makes must run on every host.
string Sysroot(string debian)
{
    var directory = MakeAbsolute(artifacts + Directory("sysroot") + Directory(debian)).FullPath;
    var missing = PortableTools.Where(IsMissing).Select(tool => tool.Package).ToList();
    if (missing.Count == 0 && StartProcess("bash", new ProcessSettings { Arguments = $"module/sysroot.sh {debian} \"{directory}\"" }) == 0)
        return directory;

    var reason = missing.Count > 0 ? "Not here: " + string.Join(", ", missing) + "." : "module/sysroot.sh failed.";
    if (EnvironmentVariable("CI") == "true")
        throw new CakeException(reason + " Without it nothing can be linked for glibc 2.28.");

    isPortable = false;
    Warning("{0} Linking against this host's own C library: the executable runs here, and where the library is as new or newer.", reason);
    return null;
}

bool CanInstall() => Environment.UserName == "root" && FileExists("/usr/bin/apt-get");

bool IsMissing((string Name, string Package, bool IsFile) program) => program.IsFile
    ? !FileExists(program.Name)
    : !(EnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':').Any(directory => FileExists(directory + "/" + program.Name));

// Each is a program's name, or a file's path; the Debian package that has it; and whether it is a file.
void RequirePrograms(params (string Name, string Package, bool IsFile)[] programs)
{
    var missing = programs.Where(IsMissing).Select(program => program.Package).Distinct().ToList();
    if (missing.Count == 0)
        return;

    var install = "apt-get install --yes --no-install-recommends " + string.Join(" ", missing);
    if (!CanInstall())
        throw new CakeException("Needed and not here: " + string.Join(", ", missing) + ". On Debian: sudo " + install);

    // A service that a package would start is not ours to start.
    var quiet = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive", ["RUNLEVEL"] = "1" };
    foreach (var arguments in new[] { "update --quiet --quiet", install["apt-get ".Length..] + " --quiet" })
    {
        if (StartProcess("apt-get", new ProcessSettings { Arguments = arguments, EnvironmentVariables = quiet }) != 0)
            throw new CakeException("apt-get " + arguments + " failed.");
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
