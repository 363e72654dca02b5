using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;
using Matomo.StandIn;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Packages;

/// <summary>The packages that Pack makes, as a developer gets them.</summary>
public sealed class PackagesTest : DatabaseTest
{
    private static readonly string[] Packages = ["Ansible.Modules", "Matomo.Tokens"];

    private static string Version { get; } =
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    [Test]
    public async Task EmptyProject_WithTheExamplesOfTheirReadmes_IsPublishedAheadOfTimeAndWorks()
    {
        var program = await PublishAsync();
        Assert.Multiple(async () =>
        {
            // Matomo.Tokens, against MariaDB.
            Assert.That(await RunAsync("database", Installation, TokenFile), Is.EqualTo("Created"));
            Assert.That(await RunAsync("database", Installation, TokenFile), Is.EqualTo("None"));
            AssertKept(TokenFile);

            // Matomo.Tokens, against the stand-in.
            await using var matomo = await MatomoStandIn.StartAsync();
            var file = TokenFile + "-of-the-api";
            Assert.That(await RunAsync("api", matomo.Url.ToString(), "alice-password", file), Is.EqualTo("Created"));
            Assert.That(await RunAsync("api", matomo.Url.ToString(), "alice-password", file), Is.EqualTo("None"));
            Assert.That(matomo.Tokens.Find(File.ReadAllText(file)), Is.Not.Null);

            // Ansible.Modules.
            var arguments = ArgumentsFile(new JObject { ["path"] = Path.Combine(Work, "greeting"), ["line"] = "Hello" });
            Assert.That((bool?)JObject.Parse(await RunAsync(arguments))["changed"], Is.True);
            Assert.That((bool?)JObject.Parse(await RunAsync(arguments))["changed"], Is.False);
        });

        async Task<string> RunAsync(params string[] arguments)
        {
            var outcome = await new Command(program, arguments).RunAsync();
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
            return outcome.Output.Trim();
        }
    }

    [TestCaseSource(nameof(Packages))]
    public void Package_HasWhatAGallerySearchesAndShows(string name)
    {
        using var package = Open(name, "nupkg");
        var specification = XDocument.Parse(Read(package, name + ".nuspec"));
        string Value(string element) => specification.Descendants().Single(found => found.Name.LocalName == element).Value;
        Assert.Multiple(() =>
        {
            Assert.That((Value("id"), Value("version"), Value("license")), Is.EqualTo((name, Version, "MIT")));
            Assert.That(Value("tags").Split(' '), Has.Length.AtLeast(3));
            Assert.That(Read(package, Value("readme")), Is.EqualTo(File.ReadAllText(Repository.PathOf($"lib/{name}/README.md"))));
            Assert.That(package.GetEntry(Value("icon")), Is.Not.Null);
            Assert.That(Read(package, $"lib/net10.0/{name}.xml"), Does.Contain($"<name>{name}</name>"));
        });
    }

    [TestCaseSource(nameof(Packages))]
    public void Symbols_LinkToThePublishedSources(string name)
    {
        using var package = Open(name, "snupkg");
        var kind = new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(
            new MemoryStream(ReadBytes(package, $"lib/net10.0/{name}.pdb")));
        var reader = provider.GetMetadataReader();
        var links = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == kind)
            .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)));
        var isClone = Path.Exists(Repository.PathOf(".git"));
        Assert.That(
            links,
            isClone ? Has.One.Match("https://raw.githubusercontent.com/matomo-automation/matomo_token/[0-9a-f]{40}/") : Is.Empty);
    }

    /// <summary>Publishes a project outside the tree, with a folder of its own for these two packages: they are not those of another day.
    /// </summary>
    private async Task<string> PublishAsync()
    {
        var project = Directory.CreateDirectory(Path.Combine(Work, "project")).FullName;
        var present = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        Write("project.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>true</PublishAot>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(Packages.Select(name => $"""<PackageReference Include="{name}" Version="[{Version}]" />"""))}
              </ItemGroup>
            </Project>
            """);
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="artifacts" value="{Repository.PathOf("artifacts")}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="artifacts">
                  {string.Concat(Packages.Select(name => $"""<package pattern="{name}" />"""))}
                </packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
              <fallbackPackageFolders>
                <add key="present" value="{present}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        Write("Program.cs", """
            using Example;

            return args switch
            {
                ["database", var installation, var file] => Report(await ReportToken.KeepInDatabaseAsync(installation, file)),
                ["api", var url, var password, var file] => Report(await ReportToken.KeepOverApiAsync(url, password, file)),
                _ => await Ansible.Modules.Hosting.ModuleHost.RunAsync([new LineModule()], args),
            };

            static int Report(Matomo.Tokens.Reconciling.TokenOutcome outcome)
            {
                Console.WriteLine(outcome.Action);
                return 0;
            }
            """);
        foreach (var name in Packages)
        {
            using var package = Open(name, "nupkg");
            Write(name + ".cs", Read(package, "README.md").Split("```csharp\n")[1].Split("```\n")[0]);
        }

        // No process of the compiler's stays behind. Debug: what is not optimized takes two thirds of the time, and is as complete.
        string[] quickly = ["--configuration", "Debug", "-p:RunAnalyzers=false", "-p:NativeDebugSymbols=false"];
        string[] alone = ["-nodeReuse:false", "-p:UseSharedCompilation=false"];
        var published = await new Command("dotnet", ["publish", "--runtime", "linux-x64", "--output", "published", .. quickly, .. alone])
        {
            WorkingDirectory = project,
            Limit = TimeSpan.FromMinutes(10),
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
                ["HOME"] = Work,
                ["NUGET_PACKAGES"] = Path.Combine(Work, "packages"),
                ["DOTNET_NOLOGO"] = "1",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            },
        }.RunAsync();
        Assert.That(published.ExitCode, Is.Zero, published.Everything);

        // As the README says.
        var warnings = published.Output.Split('\n').Where(line => line.Contains("warning", StringComparison.Ordinal));
        Assert.That(warnings, Is.All.Match("warning (IL2104|IL3053): .*'(Newtonsoft[.]Json|RestSharp)'"));
        return Path.Combine(project, "published/project");

        void Write(string name, string content) => File.WriteAllText(Path.Combine(project, name), content);
    }

    private static ZipArchive Open(string name, string extension) =>
        ZipFile.OpenRead(Repository.PathOf($"artifacts/{name}.{Version}.{extension}"));

    private static string Read(ZipArchive package, string entry) => Encoding.UTF8.GetString(ReadBytes(package, entry)).TrimStart('\uFEFF');

    private static byte[] ReadBytes(ZipArchive package, string entry)
    {
        using var content = package.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
