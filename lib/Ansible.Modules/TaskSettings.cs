using Ansible.Modules.Parsing.Rules;
using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules;

/// <summary>What Ansible says about the task, in keys that begin with <c>_ansible_</c>.</summary>
/// <remarks>ansible-core 2.14, common/parameters.py, PASS_VARS; 2.16 for ignore_unknown_opts, 2.21 for inject_invocation.</remarks>
internal sealed record TaskSettings
{
    private const string KeyPrefix = "_ansible_";

    private static readonly Version FirstToMask = new(2, 22);

    public bool CheckMode { get; init; }

    public bool DiffMode { get; init; }

    public bool NoLog { get; init; }

    public int Verbosity { get; init; }

    public bool IgnoreUnknownOptions { get; init; }

    public bool KeepRemoteFiles { get; init; }

    /// <summary>
    /// Whether the answer repeats the arguments; null when it is not Ansible that calls. Ansible before 2.21 does not say, and its modules
    /// always do.
    /// </summary>
    public bool? InjectInvocation { get; init; }

    /// <summary>Whether Ansible masks the secrets that an answer names; ansible-core 2.22 does, and those before print them.</summary>
    public bool MasksNewSecrets { get; init; }

    public StringConversionAction StringConversion { get; init; }

    /// <summary>The name of a facility of syslog, as Ansible spells it: <c>LOG_USER</c>.</summary>
    public string? SyslogFacility { get; init; }

    public string? ModuleName { get; init; }

    public string? TemporaryDirectory { get; init; }

    public string? RemoteTemporaryDirectory { get; init; }

    /// <summary>Takes the settings out of the arguments: every key that begins so, known here or not.</summary>
    /// <exception cref="ConversionException">A truth value is none.</exception>
    public static TaskSettings TakeFrom(JsonMap arguments)
    {
        var keys = arguments.Keys.Where(key => key.StartsWith(KeyPrefix, StringComparison.Ordinal)).ToList();
        var settings = new TaskSettings
        {
            CheckMode = Truth("check_mode"),
            DiffMode = Truth("diff"),
            NoLog = Truth("no_log"),
            IgnoreUnknownOptions = Truth("ignore_unknown_opts"),
            KeepRemoteFiles = Truth("keep_remote_files"),
            InjectInvocation = Value("inject_invocation") is null ? (keys.Count > 0 ? true : null) : Truth("inject_invocation"),
            MasksNewSecrets = IsAtLeast(Text("version"), FirstToMask),
            StringConversion = Text("string_conversion_action") switch
            {
                "warn" => StringConversionAction.Warn,
                "error" => StringConversionAction.Error,
                _ => StringConversionAction.Ignore,
            },
            SyslogFacility = Text("syslog_facility"),
            Verbosity = Value("verbosity") is long and >= 0 and <= int.MaxValue and var level ? (int)(long)level : 0,
            ModuleName = Text("module_name"),
            TemporaryDirectory = Text("tmpdir"),
            RemoteTemporaryDirectory = Text("remote_tmp"),
        };
        keys.ForEach(key => arguments.Remove(key));

        return settings;

        object? Value(string name) => arguments.GetValueOrDefault(KeyPrefix + name);
        bool Truth(string name) => Value(name) is { } value && BoolType.Convert(value);
        string? Text(string name) => Value(name) is { } value ? PythonText.Str(value) : null;
    }

    /// <param name="release">Ansible's own: <c>2.22.0b2</c>.</param>
    /// <param name="least">Major and minor.</param>
    private static bool IsAtLeast(string? release, Version least)
    {
        var parts = release?.Split('.', 3) ?? [];
        return parts.Length > 1 && Version.TryParse($"{parts[0]}.{parts[1]}", out var version) && version >= least;
    }
}
