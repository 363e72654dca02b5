using Ansible.Modules.Logging;
using Ansible.Modules.Secrets;

namespace Ansible.Modules;

/// <summary>What a module is given for one run: its arguments, the task's settings, and where warnings and secrets go.</summary>
public sealed class ModuleContext
{
    // As much as journald keeps of one entry. A datagram holds at most four times that, and most daemons keep less.
    private const int LongestLogEntry = 48 * 1024;

    private readonly TaskSettings _settings;
    private readonly NoticeLog _notices;
    private readonly SecretSet _secrets;
    private readonly ISystemLog? _systemLog;

    internal ModuleContext(
        string moduleName, ArgumentScope scope, TaskSettings settings, NoticeLog notices, SecretSet secrets, ISystemLog? systemLog)
    {
        ModuleName = moduleName;
        Arguments = new ModuleArguments(scope);
        OwnDirectory = new TemporaryDirectory(settings, Warn);
        _settings = settings;
        _notices = notices;
        _secrets = secrets;
        _systemLog = systemLog;
    }

    /// <summary>The name by which the module was called (<c>_ansible_module_name</c>), or its own.</summary>
    public string ModuleName { get; }

    /// <summary>The arguments, converted, checked, and completed with defaults.</summary>
    public ModuleArguments Arguments { get; }

    /// <summary>Whether nothing may be changed (<c>_ansible_check_mode</c>, <c>--check</c>).</summary>
    public bool CheckMode => _settings.CheckMode;

    /// <summary>Whether the answer must show what changed (<c>_ansible_diff</c>, <c>--diff</c>).</summary>
    public bool DiffMode => _settings.DiffMode;

    /// <summary>How many times -v was given to Ansible (<c>_ansible_verbosity</c>); 0 by default.</summary>
    public int Verbosity => _settings.Verbosity;

    /// <summary>
    /// Whether nothing of the task may go to a log: the task says <c>no_log: true</c>, or the host <c>no_target_syslog</c>
    /// (<c>_ansible_no_log</c> is both).
    /// </summary>
    public bool NoLog => _settings.NoLog;

    /// <summary>Whether temporary files must stay for debugging (<c>_ansible_keep_remote_files</c>, ANSIBLE_KEEP_REMOTE_FILES).</summary>
    public bool KeepRemoteFiles => _settings.KeepRemoteFiles;

    /// <summary>
    /// A directory for this run's temporary files, 0700: the task's own (<c>_ansible_tmpdir</c>), which Ansible removes. Without one, it is
    /// made at first use, in <see cref="RemoteTemporaryDirectory"/> or else in the system's, and removed after the answer unless
    /// <see cref="KeepRemoteFiles"/>. Thread-safe.
    /// </summary>
    /// <exception cref="ModuleFailedException">None can be made.</exception>
    /// <remarks>Source: ansible-core 2.14, <c>AnsibleModule.tmpdir</c>. A run that is killed leaves the directory behind.</remarks>
    public string TemporaryDirectory => OwnDirectory.Path;

    /// <summary>Where Ansible keeps temporary files on the host (<c>_ansible_remote_tmp</c>), unexpanded; null when not said.</summary>
    public string? RemoteTemporaryDirectory => _settings.RemoteTemporaryDirectory;

    internal TemporaryDirectory OwnDirectory { get; }

    internal UnfinishedWork UnfinishedWork { get; } = new(TimeProvider.System);

    /// <summary>
    /// Begins work that must not be cut off. A run that goes on after a signal is ended within 5 seconds, but not while this lasts.
    /// Thread-safe.
    /// </summary>
    /// <param name="atMost">How long the work takes at most.</param>
    /// <returns>Ends it.</returns>
    public IDisposable BeginUnfinished(TimeSpan atMost) => UnfinishedWork.Begin(atMost);

    /// <summary>Writes a line to the host's syslog, unless <see cref="NoLog"/>, with secrets masked. Never fails. Thread-safe.</summary>
    /// <param name="message">What the host's administrator should read there.</param>
    public void Log(string message)
    {
        if (NoLog || _systemLog is null)
            return;

        var masked = _secrets.ToMask().Apply(message);
        _systemLog.Write(
            $"ansible-{ModuleName}",
            SyslogFacility.NumberOf(_settings.SyslogFacility),
            masked.Length > LongestLogEntry ? masked[..LongestLogEntry] : masked);
    }

    /// <summary>Adds a warning to the answer and to the log. Secrets in it are masked. Thread-safe.</summary>
    /// <param name="message">What the author of the playbook should know.</param>
    public void Warn(string message)
    {
        _notices.Warn(message);
        Log($"[WARNING] {message}");
    }

    /// <summary>Adds a deprecation to the answer and to the log. Secrets in it are masked. Thread-safe.</summary>
    /// <param name="message">What is deprecated, and what to use in its place.</param>
    /// <param name="version">The version that will remove it; null when a date is given or nothing is settled.</param>
    /// <param name="date">The day after which it will be removed, as year-month-day; null when a version is given.</param>
    /// <param name="collectionName">The collection whose version or date that is.</param>
    /// <exception cref="ArgumentException">Both a version and a date are given.</exception>
    public void Deprecate(string message, string? version = null, string? date = null, string? collectionName = null)
    {
        _notices.Deprecate(message, version, date, collectionName);
        Log($"[DEPRECATION WARNING] {message} {date ?? version ?? "None"}");
    }

    /// <summary>
    /// Names a secret that the run learned: it is masked in the answer like the value of an option that is
    /// <see cref="ArgumentOption.NoLog"/>. An empty one is ignored. Thread-safe.
    /// </summary>
    /// <param name="secret">The value to mask.</param>
    public void AddSecret(string? secret) => _secrets.Add(secret);

    /// <summary>
    /// A text without the secrets known now, for a foreign text that is shortened or cleaned before it is put into a message: what is left
    /// of a secret after that is not recognised. Thread-safe.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with asterisks in the place of secrets.</returns>
    public string Mask(string text) => _secrets.ToMask().ApplyInside(text);
}
