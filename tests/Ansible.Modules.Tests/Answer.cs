using System.Text.Json.Nodes;
using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;

namespace Ansible.Modules.Tests;

/// <summary>What a call of a module came to. The JSON is read by another reader than the library's, a strict one.</summary>
internal sealed record Answer(string Text, int ExitCode)
{
    private JsonNode? _document;

    public JsonNode Json => _document ??= JsonNode.Parse(Text)!;

    public string? Message => (string?)Json["msg"];

    public string? ErrorCode => (string?)Json["error_code"];

    public JsonNode ModuleArguments => Json["invocation"]!["module_args"]!;

    public static Answer To(IAnsibleModule module, string arguments, params string[] flags) =>
        To(module, Encoding.UTF8.GetBytes(arguments), flags);

    public static Answer To(IAnsibleModule module, byte[] arguments, params string[] flags)
    {
        using var input = new MemoryStream(arguments);
        return Call(module, [.. flags, "-"], input);
    }

    public static Answer To(ArgumentSpec spec, string arguments, params string[] flags) => To(new SampleModule(spec), arguments, flags);

    public static Answer To(ArgumentOption option, string value) => To(new ArgumentSpec([option]), $$"""{"{{option.Name}}": {{value}}}""");

    public static Answer Call(IAnsibleModule module, string[] commandLine, Stream? input = null)
    {
        using var output = new MemoryStream();
        var exitCode = ModuleHost.RunAsync([module], commandLine, input ?? Stream.Null, output).GetAwaiter().GetResult();
        return new Answer(Encoding.UTF8.GetString(output.ToArray()), exitCode);
    }
}
