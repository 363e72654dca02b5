using Ansible.Modules;
using Ansible.Modules.Arguments;

namespace Tests;

/// <summary>A module that does what a test says; by default nothing.</summary>
internal sealed class SampleModule(
    ArgumentSpec arguments, Func<ModuleContext, CancellationToken, Task<ModuleResult>>? work = null) : IAnsibleModule
{
    public SampleModule(ArgumentSpec arguments, Func<ModuleContext, ModuleResult> work)
        : this(arguments, (context, _) => Task.FromResult(work(context)))
    {
    }

    public string Name => "sample";

    public string Version => "1.2.3";

    public string Summary => "Does what a test says";

    public IReadOnlyList<string> Description => ["The first paragraph.", "The second paragraph."];

    public ArgumentSpec Arguments => arguments;

    public bool SupportsCheckMode { get; init; } = true;

    public string Examples { get; init; } = "";

    public IReadOnlyList<ReturnValue> Returns { get; init; } = [];

    public Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken) =>
        work is null ? Task.FromResult(new ModuleResult(changed: false)) : work(context, cancellationToken);
}
