using System.Collections.Concurrent;
using System.Text.Json;
using Ansible.Modules;
using Ansible.Modules.Hosting;
using Matomo.StandIn;
using Matomo.StandIn.Faults;
using Matomo.StandIn.Users;
using MatomoToken.Tests.Documentation;

namespace MatomoToken.Tests;

/// <summary>A Matomo, a folder on a host, and the tasks that run there.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string Three = "3.14.1";
    public const string Four = "4.16.1";
    public const string Five = "5.3.0-alpha";
    public const string FiveEight = "5.8.0";
    public const string Newest = "6.0.0";
    public const string Creation = "UsersManager.createAppSpecificTokenAuth";
    public const string Retrieval = "UsersManager.getTokenAuth";
    public const string Preference = "UsersManager.getUserPreference";
    public const string Description = "WP-Matomo";

    private const string Address = "127.0.0.1";
    private const string InfoName = "maintainers.matomo.matomo_token_info";

    /// <summary>Stand-ins that are free again: to start one takes longer than most tests do.</summary>
    private static readonly ConcurrentBag<MatomoStandIn> Free = [];

    private readonly int _rowsAtStart;
    private readonly bool _isReusable;

    private Site(MatomoStandIn matomo, bool isReusable)
    {
        Matomo = matomo;
        _isReusable = isReusable;
        _rowsAtStart = matomo.Tokens.Rows.Count;
        Folder = Directory.CreateTempSubdirectory("matomo_token-").FullName;
    }

    public static string[] All { get; } = [Three, Four, Five, FiveEight, Newest];

    public static string[] Creating { get; } = [Four, Five, FiveEight, Newest];

    public MatomoStandIn Matomo { get; }

    public string Folder { get; }

    public string TokenFile => Path.Combine(Folder, "token");

    public string Companion => TokenFile + ".json";

    public IReadOnlyList<string> Calls => [.. Matomo.Requests.Select(request => request.Method)];

    /// <summary>How often a password was sent: once to be checked, and once for each creation.</summary>
    public int PasswordsSent =>
        Matomo.Requests.Count(request => request.Form.ContainsKey("passwordConfirmation") || request.Form.ContainsKey("md5Password"));

    /// <summary>How often a token was asked for; to check a password, one is asked for with a date that is none.</summary>
    public int CreationsSent =>
        PasswordsSent - Matomo.Requests.Count(request => request.Form.TryGetValue("expireDate", out var date) && date.Contains(','));

    public int TokensMade => Matomo.Tokens.Rows.Count - _rowsAtStart;

    public static Task<Site> StartAsync(string version = Newest, string language = "en") =>
        StartAsync(new StandInOptions { Version = MatomoVersion.Parse(version), Settings = new() { Language = language } });

    public static async Task<Site> StartAsync(StandInOptions options)
    {
        var isReusable = options is { Port: 0, CertificatePath: null };
        if (!isReusable || !Free.TryTake(out var matomo))
            return new Site(await MatomoStandIn.StartAsync(options), isReusable);

        matomo.Reinstall(options);
        return new Site(matomo, isReusable);
    }

    /// <summary>Runs the module with these options beside those of <see cref="Arguments"/>; null takes one away.</summary>
    public Task<Answer> RunAsync(params (string Name, object? Value)[] options) => Task(Arguments(options));

    public Task<Answer> RunWithFileAsync(params (string Name, object? Value)[] options) =>
        RunAsync([("token_file", TokenFile), .. options]);

    public Dictionary<string, object?> Arguments(params (string Name, object? Value)[] options)
    {
        var arguments = new Dictionary<string, object?>
        {
            ["url"] = Matomo.Url.ToString(),
            ["login"] = "alice",
            ["password"] = "alice-password",
            ["description"] = Description,
            ["use_proxy"] = false,
            ["timeout"] = 20,
        };
        foreach (var (name, value) in options)
            arguments[name] = value;

        return arguments.Where(argument => argument.Value is not null).ToDictionary();
    }

    public static Task<Answer> Task(Dictionary<string, object?> arguments) => Raw(JsonSerializer.Serialize(arguments));

    /// <summary>Runs matomo_token_info, called by Ansible's word as Ansible does.</summary>
    public static Task<Answer> Info(Dictionary<string, object?> arguments) =>
        Task(new Dictionary<string, object?>(arguments) { ["_ansible_module_name"] = InfoName });

    public static async Task<Answer> Raw(string arguments, MatomoTokenModule? module = null)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(arguments));
        using var output = new MemoryStream();
        IAnsibleModule[] modules = [module ?? new MatomoTokenModule(), new MatomoTokenInfoModule()];
        var exitCode = await ModuleHost.RunAsync(modules, ["-"], input, output);
        var answer = new Answer(Encoding.UTF8.GetString(output.ToArray()), exitCode);
        DocumentedResult.Check(modules[arguments.Contains(InfoName, StringComparison.Ordinal) ? 1 : 0], answer.Text);
        return answer;
    }

    /// <summary>Makes a token known to Matomo alone; its value.</summary>
    public string Give(string login, DateTime? expires = null)
    {
        var value = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        Matomo.AddToken(login, new PresetToken(value, Description) { ExpiresAt = expires });
        return value;
    }

    /// <summary>A value that is no token's.</summary>
    public static string Dead() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());

    /// <summary>
    /// Lets the creation meet a fault; the call that tells Matomo 3 from later and the check of the password, of the same method, pass.
    /// </summary>
    public void BreakCreation(Fault fault) => Matomo.Faults.Add(fault with { Method = Creation, Skip = 2 });

    public void LockOut() => FailLogins(25);

    public void FailLogins(int times)
    {
        for (var at = 0; at < times; at++)
            Matomo.FailedLogins.Add(Address, null);
    }

    public void MadeNothing(int passwordsSent = 0, int failedLogins = 0) => Assert.Multiple(() =>
    {
        Assert.That(TokensMade, Is.Zero, "tokens made");
        Assert.That(PasswordsSent, Is.EqualTo(passwordsSent), "passwords sent");
        Assert.That(Matomo.FailedLogins.All, Has.Count.EqualTo(failedLogins), "failed logins");
        Assert.That(Directory.GetFiles(Folder, ".*.matomo_token-new"), Is.Empty, "pending file");
    });

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);

        // A fault may still be at work on an answer.
        if (_isReusable && Matomo.Faults.Active.Count == 0)
            Free.Add(Matomo);
        else
            await Matomo.DisposeAsync();
    }
}
