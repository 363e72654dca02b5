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
    /// Runs one of the modules of an executable on the process's own standard streams: the one that Ansible names
    /// (<c>_ansible_module_name</c>, whose last part counts), else the one by whose name the executable was started, directly, as a link or
    /// as Ansible's copy (<c>AnsiballZ_NAME</c>), else the first. SIGTERM, SIGINT and SIGHUP cancel it. The call is logged to syslog. The
    /// process leaves no core dump.
    /// </summary>
    /// <param name="modules">The modules, one at least.</param>
    /// <param name="commandLine">The arguments of the process, without its name.</param>
    /// <returns>The exit code: 0, or 1 when the task failed or its answer could not be written.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<IAnsibleModule> modules, string[] commandLine)
    {
        ArgumentNullException.ThrowIfNull(modules);
        ProcessLimits.Settle();
        DescriptorStream.TakeClosed();
        var choice = new ModuleChoice(modules, Environment.GetCommandLineArgs().FirstOrDefault());
        using var input = new DescriptorStream(DescriptorStream.StandardInput);
        using var output = new DescriptorStream(DescriptorStream.StandardOutput);
        var process = new ModuleProcess(choice, input, output, new Syslog(), ownsProcess: true);
        AppDomain.CurrentDomain.UnhandledException += (_, crash) => process.AnswerCrash((Exception)crash.ExceptionObject);
        return await process.RunAsync(commandLine, CancellationToken.None);
    }

    /// <summary>Runs one of the modules on given streams, for tests of them. Nothing goes to the host's log.</summary>
    /// <param name="modules">The modules, one at least.</param>
    /// <param name="commandLine">The arguments of the process, without its name.</param>
    /// <param name="input">What <c>-</c> stands for.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="program">By which name or path the executable is started; null for none.</param>
    /// <param name="cancellationToken">Stops the module as a signal would.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(
        IReadOnlyList<IAnsibleModule> modules,
        string[] commandLine,
        Stream input,
        Stream output,
        string? program = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var process = new ModuleProcess(new ModuleChoice(modules, program), input, output, systemLog: null, ownsProcess: false);
        return process.RunAsync(commandLine, cancellationToken);
    }
}
