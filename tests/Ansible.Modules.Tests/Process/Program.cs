using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;

namespace Ansible.Modules.Tests.Process;

/// <summary>This assembly is a module, too, so that tests can start one as a process.</summary>
internal static class Program
{
    private static readonly ArgumentSpec Spec = new(
    [
        new("size", ArgumentType.Int) { Default = 0 },
        new("wait", ArgumentType.Str),
        new("crash", ArgumentType.Str) { NoLog = true },
        new("undo", ArgumentType.Str),
    ]);

    public static Task<int> Main(string[] commandLine) => ModuleHost.RunAsync([new SampleModule(Spec, WorkAsync)], commandLine);

    private static async Task<ModuleResult> WorkAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetString("wait") is { } how)
        {
            using var work = how == "work" ? context.BeginUnfinished(TimeSpan.FromSeconds(30)) : null;
            using var slowToCancel = cancellationToken.Register(() => Thread.Sleep(how == "deaf" ? Timeout.Infinite : 0));
            await File.WriteAllTextAsync(Path.Combine(context.TemporaryDirectory, "waiting"), "", CancellationToken.None);
            var time = how == "work" ? TimeSpan.FromSeconds(6) : Timeout.InfiniteTimeSpan;
            await Task.Delay(time, how == "willing" ? cancellationToken : CancellationToken.None);
        }

        if (context.Arguments.GetString("crash") is { } message)
        {
            new Thread(() => throw new InvalidOperationException($"crash: {message}")).Start();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        context.AddSecret("s3cr3t");
        return new ModuleResult(changed: true, [new("text", new string('x', (int)context.Arguments.GetInt("size")!))])
        {
            Undo = context.Arguments.GetString("undo") switch
            {
                null => null,
                "fails" => () => throw new IOException("no s3cr3t"),
                var file => () => File.WriteAllTextAsync(file, "", CancellationToken.None),
            },
        };
    }
}
