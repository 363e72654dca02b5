using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;

namespace Ansible.Modules.Tests.Hosting;

/// <summary>Several modules in one executable: which of them is called.</summary>
public class ModuleChoiceTest
{
    private static readonly IAnsibleModule[] Modules = [new Named("sample"), new Named("sample_info")];

    [TestCase(null, "sample")]
    [TestCase("", "sample")]
    [TestCase("sample", "sample")]
    [TestCase("sample_info", "sample_info")]
    [TestCase("./sample_info", "sample_info")]
    [TestCase("/home/ansible/.ansible/tmp/1/AnsiballZ_sample_info", "sample_info")]
    [TestCase("AnsiballZ_sample", "sample")]
    [TestCase("sample_info/other", "sample")]
    [TestCase("other", "sample")]
    public void Program(string? program, string called) => Assert.Multiple(() =>
    {
        Assert.That(Call(program, "{}"), Does.Contain($"\"called\":\"{called}\""));
        Assert.That(Call(program, "", "--version"), Is.EqualTo($"{called} 1\n"));
        Assert.That(Call(program, "", "--help"), Does.StartWith($"{called} - "));
        Assert.That(Call(program, "", "--frob"), Does.Contain($"{called} --help"));
    });

    [TestCase("sample_info", "sample", "sample_info")]
    [TestCase("sample", "sample_info", "sample")]
    [TestCase("namespace.collection.sample_info", null, "sample_info")]
    [TestCase("ansible.legacy.sample", "sample_info", "sample")]
    [TestCase("renamed", null, "sample")]
    [TestCase("renamed", "sample_info", "sample_info")]
    [TestCase("sample_info.renamed", null, "sample")]
    public void AnsibleName_DecidesWhenItIsAModules(string name, string? program, string called) =>
        Assert.That(Call(program, $$"""{"_ansible_module_name": "{{name}}"}"""), Does.Contain($"\"called\":\"{called}\""));

    [Test]
    public void Options_AreThoseOfTheModuleCalled()
    {
        Assert.That(Call("sample_info", """{"of_sample_info": 1}"""), Does.Contain("\"of_sample_info\":\"1\""));
        Assert.That(
            Call("sample", """{"of_sample_info": 1}"""), Does.Contain("Unsupported parameters for (sample) module: of_sample_info"));
    }

    [Test]
    public void None_IsRefused() => Assert.That(
        () => ModuleHost.RunAsync([], ["-"], Stream.Null, Stream.Null), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static string Call(string? program, string arguments, params string[] flags)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(arguments));
        using var output = new MemoryStream();
        _ = ModuleHost.RunAsync(Modules, flags is [] ? ["--verbose", "-"] : flags, input, output, program).GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private sealed class Named(string name) : IAnsibleModule
    {
        public string Name => name;

        public string Version => "1";

        public string Summary => "Says its name";

        public IReadOnlyList<string> Description => [];

        public ArgumentSpec Arguments { get; } = new([new($"of_{name}", ArgumentType.Str)]);

        public bool SupportsCheckMode => true;

        public Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken) =>
            Task.FromResult(new ModuleResult(changed: false, [new("called", name)]));
    }
}
