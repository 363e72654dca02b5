using System.Text.Json.Nodes;
using Ansible.Modules;
using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;

namespace Tests;

/// <summary>What a run of a module answered. The JSON is read by another reader than the library's, a strict one.</summary>
internal sealed record Answer(string Text, int ExitCode)
{
    private JsonNode? _document;

    public JsonNode Json => _document ??= JsonNode.Parse(Text)!;

    public string? ErrorCode => (string?)Json["error_code"];

    public string Message => (string?)Json["msg"] ?? "";

    public bool Changed => (bool)Json["changed"]!;

    public string? Backend => (string?)Json["backend"];

    public string? MatomoVersion => (string?)Json["matomo_version"];

    public string? Action => (string?)Json["action"];

    public string? Value => (string?)Json["token_auth"];

    public IReadOnlyList<string> Warnings => [.. (Json["warnings"] as JsonArray ?? []).Select(warning => (string)warning!)];

    /// <summary>The elements of <c>results</c>.</summary>
    public IReadOnlyList<JsonNode> Results => [.. Json["results"]!.AsArray().Select(result => result!)];

    public JsonNode ModuleArguments => Json["invocation"]!["module_args"]!;

    public static Answer To(IAnsibleModule module, string arguments, params string[] flags) =>
        To(module, Encoding.UTF8.GetBytes(arguments), flags);

    public static Answer To(IAnsibleModule module, byte[] arguments, params string[] flags)
    {
        using var input = new MemoryStream(arguments);
        return Call(module, [.. flags, "--verbose", "-"], input);
    }

    public static Answer To(ArgumentSpec spec, string arguments, params string[] flags) => To(new SampleModule(spec), arguments, flags);

    public static Answer To(ArgumentOption option, string value) => To(new ArgumentSpec([option]), $$"""{"{{option.Name}}": {{value}}}""");

    public static Answer Call(IAnsibleModule module, string[] commandLine, Stream? input = null) =>
        CallAsync([module], commandLine, input ?? Stream.Null).GetAwaiter().GetResult();

    /// <summary>What that one of the modules answers which the arguments name.</summary>
    public static async Task<Answer> CallAsync(IReadOnlyList<IAnsibleModule> modules, string[] commandLine, Stream input)
    {
        using var output = new MemoryStream();
        var exitCode = await ModuleHost.RunAsync(modules, commandLine, input, output);
        return new Answer(Encoding.UTF8.GetString(output.ToArray()), exitCode);
    }

    public void IsSuccess(string action, bool changed)
    {
        IsSuccess(changed);
        Assert.That(Action, Is.EqualTo(action), Text);
    }

    public void IsSuccess(bool changed)
    {
        Assert.That(ExitCode, Is.Zero, Text);
        Assert.That(Changed, Is.EqualTo(changed), Text);
    }

    public void IsFailure(string code, params string[] words)
    {
        Assert.That(ExitCode, Is.EqualTo(1), Text);
        Assert.That(ErrorCode, Is.EqualTo(code), Text);
        foreach (var word in words)
            Assert.That(Message, Does.Contain(word));
    }
}
