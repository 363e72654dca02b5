using Ansible.Modules.Parsing;
using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Hosting;

/// <summary>What Ansible says about the task, in keys that begin with <c>_ansible_</c>.</summary>
/// <remarks>Source: ansible-core 2.14, module_utils/common/parameters.py, PASS_VARS, and 2.16 for ignore_unknown_opts.</remarks>
internal sealed record TaskSettings
{
    private const string KeyPrefix = "_ansible_";

    public bool CheckMode { get; init; }

    public bool DiffMode { get; init; }

    public bool NoLog { get; init; }

    public int Verbosity { get; init; }

    public bool IgnoreUnknownOptions { get; init; }

    public bool KeepRemoteFiles { get; init; }

    public StringConversionAction StringConversion { get; init; }

    /// <summary>The name of a facility of syslog, as Ansible spells it: <c>LOG_USER</c>.</summary>
    public string? SyslogFacility { get; init; }

    public string? ModuleName { get; init; }

    public string? TemporaryDirectory { get; init; }

    public string? RemoteTemporaryDirectory { get; init; }

    /// <summary>Takes the settings out of the arguments: every key that begins so, known here or not.</summary>
    /// <exception cref="ConversionException">A truth value is none.</exception>
    public static TaskSettings TakeFrom(JsonObject arguments)
    {
        var settings = new TaskSettings
        {
            CheckMode = Truth("check_mode"),
            DiffMode = Truth("diff"),
            NoLog = Truth("no_log"),
            IgnoreUnknownOptions = Truth("ignore_unknown_opts"),
            KeepRemoteFiles = Truth("keep_remote_files"),
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
        arguments.RemoveWhere(key => key.StartsWith(KeyPrefix, StringComparison.Ordinal));
        return settings;

        object? Value(string name) => arguments.GetValueOrDefault(KeyPrefix + name);
        bool Truth(string name) => Value(name) is { } value && BoolType.Convert(value);
        string? Text(string name) => Value(name) is { } value ? PythonText.Str(value) : null;
    }
}
