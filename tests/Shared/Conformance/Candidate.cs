using Ansible.Modules;
using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;
using Ansible.Modules.Json;
using Ansible.Modules.Logging;
using Ansible.Modules.Python;

namespace Tests.Conformance;

/// <summary>This library, which must answer as the original does. Does nothing but keep what was parsed.</summary>
internal sealed class Candidate(ArgumentSpec spec) : IAnsibleModule, ISystemLog
{
    private readonly List<object?> _log = [];
    private string? _parsed;

    public string Name => "sample";

    public string Version => "1.0.0";

    public string Summary => "Compares";

    public IReadOnlyList<string> Description => [];

    public ArgumentSpec Arguments => spec;

    public bool SupportsCheckMode => true;

    /// <returns>What the module printed, with <c>log</c> and, when it was not refused, <c>parsed</c>.</returns>
    public static JsonMap Answer(ArgumentSpec spec, string arguments)
    {
        // The original knows no options of which a part is secret.
        var candidate = new Candidate(
            spec with { Options = [.. spec.Options.Select(option => option with { SecretParts = SecretParts.None })] });
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(arguments));
        using var output = new MemoryStream();
        var process = new ModuleProcess(new ModuleChoice([candidate], program: null), input, output, candidate, ownsProcess: false);
        process.RunAsync(["-"], CancellationToken.None).GetAwaiter().GetResult();
        var answer = (JsonMap)JsonInput.Parse(Encoding.UTF8.GetString(output.ToArray()))!;
        answer["log"] = candidate._log;
        answer["parsed"] = candidate._parsed;
        return answer;
    }

    public Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var values = new JsonMap();
        foreach (var option in spec.Options)
            values[option.Name] = context.Arguments.GetRaw(option.Name);

        _parsed = JsonOutput.Dumps(values);
        return Task.FromResult(new ModuleResult(changed: false));
    }

    public void Write(string identity, int facility, string message) => _log.Add(message);
}
