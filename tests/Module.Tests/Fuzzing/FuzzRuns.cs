using System.Diagnostics;
using Ansible.Modules;
using Ansible.Modules.Hosting;
using Ansible.Modules.Json;
using Matomo.Tokens;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Stores;
using Matomo.Tokens.Tests.Reconciling;

namespace MatomoToken.Tests.Fuzzing;

/// <summary>Runs the modules, one run after the other in a folder of its own, with a scripted store in place of Matomo.</summary>
internal sealed class FuzzRuns : IDisposable
{
    private const string NothingListens = "http://127.0.0.1:1/";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly string[] NotReached = ["unreachable", "timeout", "database_unreachable", "tls_failed"];

    private readonly FuzzArguments _arguments;
    private readonly string _folder;
    private ScriptedStore? _store;

    public FuzzRuns(FuzzArguments arguments)
    {
        _arguments = arguments;

        // In memory where that can be: a token file is synced to its disk.
        _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"matomo_token-fuzz-{Guid.NewGuid():n}");
        var inside = Path.Combine(_folder, "directory-of-the-fuzz-test-and-nothing-else");
        Directory.CreateDirectory(Path.Combine(inside, "config"));
        File.WriteAllText(Path.Combine(inside, "config", "config.ini.php"), """
            [database]
            unix_socket = "/nowhere"
            username = "m"
            password = "configured-deadbee"
            dbname = "m"
            tables_prefix = "matomo_"

            [General]
            salt = "salt-of-deadbee"
            """);
        File.WriteAllText(Path.Combine(inside, "foreign"), "Not a token");
        File.WriteAllText(Path.Combine(inside, "kept"), "c0c0c0c0c0c0c0c0c0c0c0c0deadbee3");
    }

    /// <value>How many runs took their arguments and turned to a store: matomo_token's to the scripted one, matomo_token_info's to where
    /// nothing listens.</value>
    public int Accepted { get; private set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>Runs a module with what chance gives.</summary>
    /// <returns>What is wrong with the answer; null when nothing is.</returns>
    public async Task<string?> FaultAsync(Random random)
    {
        var text = _arguments.Next(random, _folder, NothingListens);
        string[] commandLine = random.Next(10) switch
        {
            0 => ["--check", "-"],
            1 => ["--diff", "--pretty", "--verbose", "-"],
            _ => ["--verbose", "-"],
        };
        var (output, exitCode, time) = await RunAsync(text, commandLine, random.Next(4));

        // The machine has other work, too: what is slow by itself is slow each time.
        for (var again = 0; time > Limit && again < 10; again++)
            (output, exitCode, time) = await RunAsync(text, commandLine, random.Next(4));

        Slowest = time > Slowest ? time : Slowest;
        var fault = time > Limit ? $"{time.TotalSeconds:0.0} s" : FaultOf(text, output, exitCode);
        return fault is null ? null : $"{fault}\n{text}\n{output}";
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(string Output, int ExitCode, TimeSpan Time)> RunAsync(string text, string[] commandLine, int kind)
    {
        _store = null;
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var output = new MemoryStream();
        var watch = Stopwatch.StartNew();
        var exitCode = await ModuleHost.RunAsync(
            [new MatomoTokenModule { Through = store => _store = Scripted(store, kind) }, new MatomoTokenInfoModule()],
            commandLine, input, output);
        return (Encoding.UTF8.GetString(output.ToArray()), exitCode, watch.Elapsed);
    }

    private static ScriptedStore Scripted(ITokenStore store, int kind)
    {
        var isApi = store.Name == TokenOptions.Api;
        var scripted = new ScriptedStore(kind == 0
            ? isApi ? StoreAbilities.ApiOfMatomo3 : StoreAbilities.DatabaseOfMatomo3
            : isApi ? StoreAbilities.Api : StoreAbilities.Database)
        {
            Undoes = kind == 1,
        };
        if (kind > 1 && TokenValue.TryParse(FuzzArguments.LiveValue, out var value))
            scripted.Live.Add(value);

        return scripted;
    }

    private string? FaultOf(string text, string output, int exitCode)
    {
        JsonMap answer;
        try
        {
            answer = JsonInput.Parse(output) as JsonMap ?? throw new JsonFaultException("not an object");
        }
        catch (JsonFaultException exception)
        {
            return $"The answer is not one JSON object: {exception.Message}";
        }

        var code = answer.GetValueOrDefault("error_code") as string;
        Accepted += _store?.Queries.Count > 0 || NotReached.Contains(code) ? 1 : 0;
        var isFailed = answer.GetValueOrDefault("failed") is true;
        return isFailed != (exitCode == 1) ? $"Exit code {exitCode}"
            : isFailed && code is null or ModuleFailedException.InternalError ? "An error that nobody foresaw"
            : GivenSecrets.Of(text, _arguments.Spec).FirstOrDefault(secret => GivenSecrets.Shows(answer, secret)) is { } shown
                ? $"Shows {shown}"
                : null;
    }
}
