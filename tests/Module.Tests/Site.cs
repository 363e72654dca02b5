using System.Text.Json;
using Ansible.Modules;
using Matomo.StandIn;
using Matomo.Tokens.Tests.Api;
using MatomoToken.Tests.Documentation;

namespace MatomoToken.Tests;

/// <summary>A Matomo, a folder on a host, and the tasks that run there.</summary>
internal sealed class Site : MatomoSite
{
    private const string InfoName = "maintainers.matomo.matomo_token_info";

    private Site(MatomoStandIn matomo, bool isReusable)
        : base(matomo, isReusable)
    {
    }

    public static Task<Site> StartAsync(string version = Newest, string language = "en") => StartAsync(Installation(version, language));

    public static async Task<Site> StartAsync(StandInOptions options)
    {
        var (matomo, isReusable) = await TakeAsync(options);
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
        IAnsibleModule[] modules = [module ?? new MatomoTokenModule(), new MatomoTokenInfoModule()];
        var answer = await Answer.CallAsync(modules, ["--verbose", "-"], input);
        DocumentedResult.Check(modules[arguments.Contains(InfoName, StringComparison.Ordinal) ? 1 : 0], answer.Text);
        return answer;
    }
}
