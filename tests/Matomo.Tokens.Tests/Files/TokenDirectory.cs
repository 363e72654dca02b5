using System.Diagnostics;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Files;

/// <summary>A real directory for token files, removed afterwards.</summary>
internal sealed class TokenDirectory : IDisposable
{
    public TokenDirectory()
    {
        Root = Directory.CreateTempSubdirectory("matomo_token-").FullName;
    }

    public string Root { get; }

    public string Path => In("token");

    public string Companion => In("token.json");

    public string Pending => In(".token.matomo_token-new");

    public string PendingCompanion => In(".token.json.matomo_token-new");

    public string Lock => In(".token.matomo_token-lock");

    public TokenFile File => new(Request);

    public TokenFileRequest Request => new(Path);

    public IEnumerable<string> Names =>
        Directory.EnumerateFileSystemEntries(Root).Select(name => System.IO.Path.GetFileName(name)!).Order(StringComparer.Ordinal);

    public string Content => System.IO.File.ReadAllText(Path);

    /// <summary>Names, sizes, modes and times of all there is: equal when nothing was touched.</summary>
    public string Listing =>
        string.Join('\n', new DirectoryInfo(Root).EnumerateFileSystemInfos().OrderBy(info => info.Name, StringComparer.Ordinal)
        .Select(info => $"{info.Name} {(info as FileInfo)?.Length} {info.UnixFileMode} {info.LastWriteTimeUtc:O} {info.LinkTarget}")
        .Prepend(Directory.GetLastWriteTimeUtc(Root).ToString("O")));

    public static UnixFileMode Octal(string mode) => (UnixFileMode)Convert.ToInt32(mode, 8);

    public static TokenCompanion Note(TokenValue value) =>
        new(Sample.Login, Sample.Description, "https://matomo.example/", Sample.Now, Sample.InDays(90), true, CompanionJson.Sha256(value));

    public string In(string name) => System.IO.Path.Combine(Root, name);

    public UnixFileMode ModeOf(string path) => System.IO.File.GetUnixFileMode(path);

    public TokenDirectory With(string content, string mode = "0600", string? path = null)
    {
        System.IO.File.WriteAllText(path ?? Path, content);
        System.IO.File.SetUnixFileMode(path ?? Path, Octal(mode));
        return this;
    }

    public void Write(TokenValue value, TokenFile? file = null)
    {
        file ??= File;
        file.Prepare();
        file.Keep(value, Note(value));
        file.Publish();
    }

    /// <summary>The file as it is observed, with what is noted of its value.</summary>
    public TokenFile Observed()
    {
        var file = File;
        _ = file.Observe();
        return file;
    }

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
    }

    public static TokenErrorCode Refusal(Action action) => Sample.CodeOf(action);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
