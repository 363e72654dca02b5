using Ansible.Modules.Logging;
using Ansible.Modules.Output;

namespace Ansible.Modules.Hosting;

/// <summary>Runs a module as a process: arguments in, one JSON object on standard output, exit code 0 or 1, whatever happens.</summary>
/// <remarks>
/// Called as <c>NAME [--check] [--diff] [--pretty] FILE</c>, where FILE holds the arguments as Ansible writes them for a binary
/// module and <c>-</c> stands for standard input; <c>--help</c> and <c>--version</c> print text. System.Console is never used:
/// on a pseudo-terminal, which is what Ansible gives over SSH, it writes escape sequences ahead of the JSON.
/// </remarks>
public static class ModuleHost
{
    /// <summary>
    /// Runs the module on the process's own standard streams. SIGTERM, SIGINT and SIGHUP cancel it. The call is logged to syslog. The process leaves no
    /// core dump.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="commandLine">The arguments of the process, without its name.</param>
    /// <returns>The exit code: 0, or 1 when the task failed or its answer could not be written.</returns>
    public static Task<int> RunAsync(IAnsibleModule module, string[] commandLine) => RunAsync([module], commandLine);

    /// <summary>
    /// Runs one of several modules that share an executable: the one that Ansible names (<c>_ansible_module_name</c>, whose last part counts), else the one whose name the
    /// executable was started by, directly, as a link or as Ansible's copy (<c>AnsiballZ_NAME</c>), else the first.
    /// </summary>
    /// <param name="modules">The modules, one at least.</param>
    /// <param name="commandLine">The arguments of the process, without its name.</param>
    /// <returns>The exit code: 0, or 1 when the task failed or its answer could not be written.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<IAnsibleModule> modules, string[] commandLine)
    {
        ArgumentNullException.ThrowIfNull(modules);
        CoreDumps.Forbid();
        var choice = new ModuleChoice(modules, Environment.GetCommandLineArgs().FirstOrDefault());
        using var input = new DescriptorStream(DescriptorStream.StandardInput);
        using var output = new DescriptorStream(DescriptorStream.StandardOutput);
        var process = new ModuleProcess(choice, input, output, new Syslog(), ownsProcess: true);
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
        RunAsync([module], program: null, commandLine, input, output, cancellationToken);

    /// <summary>Runs one of several modules on given streams, for tests of them.</summary>
    /// <param name="modules">The modules, one at least.</param>
    /// <param name="program">By which name or path the executable is started; null for none.</param>
    /// <param name="commandLine">The arguments of the process, without its name.</param>
    /// <param name="input">What <c>-</c> stands for.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="cancellationToken">Stops the module as a signal would.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(
        IReadOnlyList<IAnsibleModule> modules, string? program, string[] commandLine, Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modules);
        return new ModuleProcess(new ModuleChoice(modules, program), input, output, systemLog: null, ownsProcess: false).RunAsync(commandLine, cancellationToken);
    }
}
