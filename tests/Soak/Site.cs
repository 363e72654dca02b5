using Matomo.TestDatabase;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace Soak;

/// <summary>A Matomo's database with three users, a directory for token files, and the executable at work on both.</summary>
internal sealed class Site : IDisposable
{
    public static readonly string[] Logins = ["alice", "bob", "carol"];

    private static readonly string[] Told = ["action", "changed", "error_code", "msg", "warnings"];

    private readonly string _root = Directory.CreateTempSubdirectory("matomo_token-soak-").FullName;

    public Site(DatabaseServer server)
    {
        Database = server.CreateMatomo(MatomoTables.Matomo5);
        foreach (var login in Logins)
            Database.AddUser(login);

        Database.WriteConfiguration(Installation);
        Directory.CreateDirectory(Tokens);
    }

    public MatomoDatabase Database { get; }

    /// <summary>What was done here so far, to be told when something is lost.</summary>
    public List<string> Story { get; } = [];

    /// <summary>The notes that somebody removed, or never wrote beside a value of theirs.</summary>
    public HashSet<string> MissingNotes { get; } = [];

    /// <summary>All tokens but those that an installation has by itself.</summary>
    public IReadOnlyList<TokenRecord> Rows => [.. Database.Tokens.Where(row => !row.SystemToken && row.Login != "anonymous")];

    private string Installation => Path.Combine(_root, "matomo");

    private string Tokens => Path.Combine(_root, "tokens");

    public static string NewValue(Random random) => Convert.ToHexStringLower(random.Bytes(16));

    public static bool IsLive(TokenRecord row) => row.DateExpired is null || row.DateExpired > DateTime.UtcNow;

    /// <summary>Adds to the story what a run came to.</summary>
    public void Tell(string run, Outcome outcome)
    {
        var answer = outcome.Output.Length > 0 && outcome.Output[0] == '{' ? outcome.Json : [];
        var told = Told.Where(answer.ContainsKey).Select(name => $"{name} {answer[name]!.ToString(Formatting.None)}");
        Story.Add($"{run} ended with {outcome.ExitCode}: {string.Join(", ", told)}{outcome.Error}");
    }

    /// <summary>Writes a token file as somebody else would.</summary>
    public void Put(string file, string content)
    {
        File.WriteAllText(FileOf(file), content);
        if (!File.Exists(FileOf(file + ".json")))
            MissingNotes.Add(FileOf(file + ".json"));

        File.SetUnixFileMode(FileOf(file), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Removes the note beside a token file, which no run writes anew as long as the value stays.</summary>
    public void RemoveNote(string file)
    {
        var note = FileOf(file + ".json");
        File.Delete(note);
        MissingNotes.Add(note);
    }

    public string FileOf(string name) => Path.Combine(Tokens, name);

    /// <summary>The value that a token file holds; null when it is missing or empty.</summary>
    public string? ValueIn(string file) =>
        File.Exists(FileOf(file)) && File.ReadAllText(FileOf(file)) is { Length: > 0 } value ? value : null;

    /// <summary>Every file of the directory, with its mode and content.</summary>
    public IReadOnlyList<string> Files() =>
    [
        .. Directory.EnumerateFiles(Tokens).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)} {File.GetUnixFileMode(file)} {File.ReadAllText(file)}"),
    ];

    public IReadOnlyList<string> PendingFiles() =>
        [.. Directory.EnumerateFiles(Tokens).Where(file => file.EndsWith(".matomo_token-new", StringComparison.Ordinal))];

    /// <summary>Writes a task's arguments into a file.</summary>
    public string Write(JObject task, bool checkMode = false)
    {
        var arguments = (JObject)task.DeepClone();
        arguments["config_file"] = Installation;
        arguments["_ansible_check_mode"] = checkMode;
        var path = Path.Combine(_root, "arguments.json");
        File.WriteAllText(path, arguments.ToString());
        return path;
    }

    public Task<Outcome> RunAsync(JObject task, bool checkMode = false) =>
        new Command(Programs.MatomoToken, Write(task, checkMode)).RunAsync();

    /// <summary>A run that must succeed.</summary>
    public async Task<JObject> SucceedAsync(JObject task, string when)
    {
        var outcome = await RunAsync(task);
        return outcome.ExitCode == 0 ? outcome.Json : throw new LossException($"{when}: {outcome.Everything}");
    }

    /// <summary>A run that must change nothing.</summary>
    public async Task FindNothingToDoAsync(JObject task, string when)
    {
        var answer = await SucceedAsync(task, when);
        if ((bool?)answer["changed"] != false)
            throw new LossException($"{when}, something was changed: {answer}");
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        Database.Execute($"DROP DATABASE `{Database.Name}`");
    }
}
