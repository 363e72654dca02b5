using EndToEnd.Tests.Processes;
using Matomo.StandIn;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests;

/// <summary>A stand-in Matomo and a directory for each test, gone when it ends.</summary>
public abstract class StandInTest
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Creation = "UsersManager.createAppSpecificTokenAuth";

    private string directory = "";
    private MatomoStandIn? matomo;

    private protected string Work => directory;

    private protected MatomoStandIn Matomo => matomo!;

    private protected int Creations => Matomo.Requests.Count(request => request.Method == Creation);

    private protected string TokenDirectory => Path.Combine(directory, "tokens");

    private protected string TokenFile => Path.Combine(TokenDirectory, "alice.token");

    private protected virtual StandInOptions Options => new();

    [SetUp]
    public async Task StartMatomo()
    {
        directory = Directory.CreateTempSubdirectory("matomo_token-end-to-end-").FullName;
        Directory.CreateDirectory(TokenDirectory);
        matomo = await MatomoStandIn.StartAsync(Options);
    }

    [TearDown]
    public async Task StopMatomo()
    {
        if (matomo is not null)
        {
            await matomo.DisposeAsync();
        }

        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Arguments that work for alice; an option that is null is left out.</summary>
    private protected JObject Arguments(params (string Option, JToken? Value)[] others)
    {
        var arguments = new JObject
        {
            ["url"] = Matomo.Url.ToString(),
            ["login"] = "alice",
            ["password"] = "alice-password",
            ["description"] = "End to end",
            ["token_file"] = TokenFile,
        };
        foreach (var (option, value) in others)
        {
            arguments[option] = value;
        }

        return arguments;
    }

    /// <summary>Writes an arguments file for alone use of the executable.</summary>
    private protected string ArgumentsFile(JObject arguments)
    {
        var path = Path.Combine(directory, $"arguments-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, arguments.ToString());
        return path;
    }

    private protected Task<Outcome> RunAsync(params (string Option, JToken? Value)[] others) =>
        new Command(Programs.MatomoToken, ArgumentsFile(Arguments(others))).RunAsync();

    /// <summary>Whether the stand-in accepts what the file holds.</summary>
    private protected bool IsLive(string path) => File.Exists(path) && Matomo.Tokens.Find(File.ReadAllText(path)) is not null;

    private protected void AssertKept(string path, UnixFileMode mode = Private) => Assert.Multiple(() =>
    {
        Assert.That(IsLive(path), "a live value in the file");
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(mode));
        Assert.That(File.GetUnixFileMode(path + ".json"), Is.EqualTo(Private));
        Assert.That(Names(Path.GetDirectoryName(path)!), Has.None.Contains("matomo_token-new"), "no pending file");
    });

    private protected static IEnumerable<string> Names(string path) => Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry));
}
