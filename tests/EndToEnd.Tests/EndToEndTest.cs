using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests;

/// <summary>A directory for each test, gone when it ends, and the executable at work in it.</summary>
public abstract class EndToEndTest
{
    private protected const uint Nobody = 65534;
    private protected const UnixFileMode ReadableByAll = (UnixFileMode)0b111_101_101;
    private protected const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string _directory = "";

    private protected string Work => _directory;

    private protected string TokenDirectory => Path.Combine(_directory, "tokens");

    private protected string TokenFile => Path.Combine(TokenDirectory, "alice.token");

    [SetUp]
    public void MakeDirectory()
    {
        _directory = Directory.CreateTempSubdirectory("matomo_token-end-to-end-").FullName;
        Directory.CreateDirectory(TokenDirectory);
    }

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    /// <summary>Arguments that work for alice.</summary>
    private protected abstract JObject Arguments();

    /// <summary>Whether Matomo accepts a value now.</summary>
    private protected abstract bool Accepts(string value);

    /// <summary>Arguments that work for alice, with other options; one that is null is left out.</summary>
    private protected JObject Arguments(params (string Option, JToken? Value)[] others)
    {
        var arguments = Arguments();
        foreach (var (option, value) in others)
            arguments[option] = value;

        return arguments;
    }

    /// <summary>Writes an arguments file for alone use of the executable.</summary>
    private protected string ArgumentsFile(JObject arguments)
    {
        var path = Path.Combine(_directory, $"arguments-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, arguments.ToString());
        return path;
    }

    private protected Task<Outcome> RunAsync(params (string Option, JToken? Value)[] others) =>
        new Command(Programs.MatomoToken, "--verbose", ArgumentsFile(Arguments(others))).RunAsync();

    /// <summary>Runs the executable as a user who may do nothing but read it and its arguments, wherever the repository is; as whoever runs
    /// the tests where that is not root.</summary>
    private protected Task<Outcome> RunAsNobodyAsync(string argumentsFile, params IEnumerable<string> options)
    {
        var executable = Path.Combine(_directory, "matomo_token");
        File.Copy(Programs.MatomoToken, executable, overwrite: true);
        File.SetUnixFileMode(_directory, ReadableByAll);
        File.SetUnixFileMode(argumentsFile, ReadableByAll);
        string[] command = [executable, argumentsFile, .. options];
        return Environment.IsPrivilegedProcess
            ? new Command(Programs.Setpriv, ["--reuid", $"{Nobody}", "--regid", $"{Nobody}", "--clear-groups", .. command]).RunAsync()
            : new Command(command[0], command[1..]).RunAsync();
    }

    /// <summary>Whether Matomo accepts what the file holds.</summary>
    private protected bool IsLive(string path) => File.Exists(path) && Accepts(File.ReadAllText(path));

    private protected void AssertKept(string path, UnixFileMode mode = Private) => Assert.Multiple(() =>
    {
        Assert.That(IsLive(path), "a live value in the file");
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(mode));
        Assert.That(File.GetUnixFileMode(path + ".json"), Is.EqualTo(Private));
        Assert.That(Names(Path.GetDirectoryName(path)!), Has.None.Contains("matomo_token-"), "neither pending files nor a lock");
    });

    private protected static IEnumerable<string> Names(string path) =>
        Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry));
}
