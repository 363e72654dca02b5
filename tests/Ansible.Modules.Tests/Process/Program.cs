using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;

namespace Ansible.Modules.Tests.Process;

/// <summary>This assembly is a module, too, so that tests can start one as a process.</summary>
internal static class Program
{
    private static readonly ArgumentSpec Spec = new(
        [new("size", ArgumentType.Int) { Default = 0 }, new("wait", ArgumentType.Bool), new("crash", ArgumentType.Str) { NoLog = true }]);

    public static Task<int> Main(string[] commandLine) => ModuleHost.RunAsync([new SampleModule(Spec, WorkAsync)], commandLine);

    private static async Task<ModuleResult> WorkAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetBool("wait") is true)
        {
            await File.WriteAllTextAsync(Path.Combine(context.TemporaryDirectory!, "waiting"), "", cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (context.Arguments.GetString("crash") is { } message)
        {
            new Thread(() => throw new InvalidOperationException($"crash: {message}")).Start();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return new ModuleResult(changed: true, [new("text", new string('x', (int)context.Arguments.GetInt("size")!))]);
    }
}
