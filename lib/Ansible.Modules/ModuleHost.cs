using Ansible.Modules.Hosting;
using Ansible.Modules.Logging;
using Ansible.Modules.Output;

namespace Ansible.Modules;

/// <summary>Runs a module as a process: arguments in, one JSON object on standard output, exit code 0 or 1, whatever happens.</summary>
/// <remarks>
/// Called as <c>NAME [--check] [--diff] [--pretty] FILE</c>, where FILE holds the arguments as Ansible writes them for a binary
/// module and <c>-</c> stands for standard input; <c>--help</c> and <c>--version</c> print text. System.Console is never used:
/// on a pseudo-terminal, which is what Ansible gives over SSH, it writes escape sequences ahead of the JSON.
/// </remarks>
public static class ModuleHost
{
    /// <summary>Runs the module on the process's own standard streams. SIGTERM and SIGINT cancel it. The call is logged to syslog.</summary>
    /// <param name="module">The module.</param>
    /// <param name="commandLine">The arguments of the process, without its name.</param>
    /// <returns>The exit code: 0, or 1 when the task failed or its answer could not be written.</returns>
    public static async Task<int> RunAsync(IAnsibleModule module, string[] commandLine)
    {
        using var input = new DescriptorStream(DescriptorStream.StandardInput);
        using var output = new DescriptorStream(DescriptorStream.StandardOutput);
        var process = new ModuleProcess(module, input, output, new Syslog(), ownsProcess: true);
        AppDomain.CurrentDomain.UnhandledException += (_, crash) => process.AnswerCrash((Exception)crash.ExceptionObject);
        return await process.RunAsync(commandLine, CancellationToken.None);
    }

    /// <summary>Runs the module on given streams, for tests of a module. Nothing goes to the host's log.</summary>
    /// <param name="module">The module.</param>
    /// <param name="commandLine">The arguments of the process, without its name.</param>
    /// <param name="input">What <c>-</c> stands for.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="cancellationToken">Stops the module as a signal would.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(
        IAnsibleModule module, string[] commandLine, Stream input, Stream output, CancellationToken cancellationToken = default) =>
        new ModuleProcess(module, input, output, new NoSystemLog(), ownsProcess: false).RunAsync(commandLine, cancellationToken);
}
