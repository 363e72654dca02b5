using Ansible.Modules.Hosting;
using Ansible.Modules.Secrets;

namespace Ansible.Modules;

/// <summary>What a module is given for one run: its arguments, the task's settings, and where warnings and secrets go.</summary>
public sealed class ModuleContext
{
    private readonly TaskSettings settings;
    private readonly NoticeLog notices;
    private readonly SecretSet secrets;

    internal ModuleContext(string moduleName, ModuleArguments arguments, TaskSettings settings, NoticeLog notices, SecretSet secrets)
    {
        ModuleName = moduleName;
        Arguments = arguments;
        this.settings = settings;
        this.notices = notices;
        this.secrets = secrets;
    }

    /// <summary>The name by which the module was called (<c>_ansible_module_name</c>), or its own.</summary>
    public string ModuleName { get; }

    /// <summary>The arguments, converted, checked, and completed with defaults.</summary>
    public ModuleArguments Arguments { get; }

    /// <summary>Whether nothing may be changed (<c>_ansible_check_mode</c>, <c>--check</c>).</summary>
    public bool CheckMode => settings.CheckMode;

    /// <summary>Whether the answer shall show what changed (<c>_ansible_diff</c>, <c>--diff</c>).</summary>
    public bool DiffMode => settings.DiffMode;

    /// <summary>How many times -v was given to Ansible (<c>_ansible_verbosity</c>); 0 by default.</summary>
    public int Verbosity => settings.Verbosity;

    /// <summary>Whether the task says <c>no_log: true</c> (<c>_ansible_no_log</c>): nothing of it goes to any log.</summary>
    public bool NoLog => settings.NoLog;

    /// <summary>A directory of the task's own, removed by Ansible afterwards (<c>_ansible_tmpdir</c>); null when there is none.</summary>
    public string? TemporaryDirectory => settings.TemporaryDirectory;

    /// <summary>Where Ansible keeps temporary files on the host (<c>_ansible_remote_tmp</c>), unexpanded; null when not said.</summary>
    public string? RemoteTemporaryDirectory => settings.RemoteTemporaryDirectory;

    /// <summary>Adds a warning to the answer. Secrets in it are masked. May be called from any thread.</summary>
    /// <param name="message">What the author of the playbook should know.</param>
    public void Warn(string message) => notices.Warn(message);

    /// <summary>Adds a deprecation to the answer. Secrets in it are masked. May be called from any thread.</summary>
    /// <param name="message">What is deprecated, and what to use in its place.</param>
    /// <param name="version">The version that will remove it; null when a date is given or nothing is settled.</param>
    /// <param name="date">The day after which it will be removed, as year-month-day; null when a version is given.</param>
    /// <param name="collectionName">The collection whose version or date that is.</param>
    /// <exception cref="ArgumentException">Both a version and a date are given.</exception>
    public void Deprecate(string message, string? version = null, string? date = null, string? collectionName = null) =>
        notices.Deprecate(message, version, date, collectionName);

    /// <summary>
    /// Names a secret that the run learned: from now on it is masked in the answer like the value of an option that is
    /// <see cref="ArgumentOption.NoLog"/>. An empty one is ignored. May be called from any thread.
    /// </summary>
    /// <param name="secret">The value to mask.</param>
    public void AddSecret(string? secret) => secrets.Add(secret);
}
