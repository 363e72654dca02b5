namespace Ansible.Modules;

/// <summary>A module: what it is called, what it takes, and what it does. <see cref="Hosting.ModuleHost"/> runs it.</summary>
public interface IAnsibleModule
{
    /// <summary>The name playbooks use. Messages use it until Ansible says by which name the module was called.</summary>
    string Name { get; }

    /// <summary>The version that <c>--version</c> prints.</summary>
    string Version { get; }

    /// <summary>What the module does, in one line.</summary>
    string Summary { get; }

    /// <summary>What the module does, one paragraph per element.</summary>
    IReadOnlyList<string> Description { get; }

    /// <summary>The options.</summary>
    ArgumentSpec Arguments { get; }

    /// <summary>Whether the module can say what it would change without changing it. Without that, a check-mode run skips it.</summary>
    bool SupportsCheckMode { get; }

    /// <summary>Commands that call the module without Ansible, for <c>--help</c>. Default: none.</summary>
    string Examples => "";

    /// <summary>What is in the result, for <c>--help</c> and other documentation. Default: nothing.</summary>
    IReadOnlyList<ReturnValue> Returns => [];

    /// <summary>Does the module's work.</summary>
    /// <param name="context">The parsed arguments and the task's settings.</param>
    /// <param name="cancellationToken">Cancelled when the process is asked to stop (SIGTERM, SIGINT, SIGHUP).</param>
    /// <returns>What is answered to Ansible.</returns>
    /// <exception cref="ModuleFailedException">The task fails; this says why. Any other exception is an <c>internal_error</c>.</exception>
    Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken);
}
