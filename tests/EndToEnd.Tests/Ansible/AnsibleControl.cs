using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>An Ansible that finds the executable among its modules and keeps everything of its own below one directory.</summary>
internal sealed class AnsibleControl
{
    /// <summary>By their paths, once for all tests.</summary>
    private static readonly ConcurrentDictionary<string, (byte[] Content, string Checksum)> Packed = new();

    private readonly ModuleWay _way;
    private readonly string _input;
    private readonly string _home;
    private readonly string _library;
    private readonly string _plugins;
    private readonly string _roles;

    /// <param name="directory">Gets <c>input</c>, which may hold secrets, and <c>home</c>, <c>library</c>, <c>role</c> and <c>roles</c>,
    /// which must not.</param>
    /// <param name="way">How Ansible gets at the executable: the other way is not there.</param>
    public AnsibleControl(string directory, ModuleWay way = ModuleWay.Library)
    {
        _way = way;
        _input = Directory.CreateDirectory(Path.Combine(directory, "input")).FullName;
        _home = Directory.CreateDirectory(Path.Combine(directory, "home")).FullName;
        _library = Directory.CreateDirectory(Path.Combine(directory, "library")).FullName;
        _plugins = Directory.CreateDirectory(Path.Combine(directory, "role", "action_plugins")).FullName;
        _roles = Directory.CreateDirectory(Path.Combine(directory, "roles")).FullName;
        Link(Path.Combine(_roles, "matomo_token"), Repository.PathOf("ansible-role"));
        foreach (var module in new[] { "matomo_token", "matomo_token_info" })
        {
            if (way == ModuleWay.Library)
            {
                Link(Path.Combine(_library, module), Programs.MatomoToken);
                Link(Path.Combine(_library, module + ".yml"), Programs.Sidecar(module));
            }
            else if (way == ModuleWay.Plugin)
            {
                File.Copy(
                    Repository.PathOf($"ansible-role/action_plugins/{module}.py"), Path.Combine(_plugins, module + ".py"), overwrite: true);
            }
        }

        if (way == ModuleWay.Plugin && !Directory.Exists(Files))
            Provide(Programs.MatomoToken);
    }

    /// <summary>How Ansible reports: report, which <see cref="Play"/> reads, or default, as people see it.</summary>
    public string Report { get; init; } = "report";

    /// <summary>What ansible-playbook is started by, and that program's arguments.</summary>
    public IReadOnlyList<string> StartedBy { get; init; } = [];

    /// <summary>How long a play may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Settings of this Ansible beyond, or instead of, those that every test has.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the role has its executables, packed, and their checksums.</summary>
    private string Files => Path.Combine(Path.GetDirectoryName(_plugins)!, "files");

    /// <summary>Gives the plugin an executable for the one architecture, and none for others.</summary>
    public void Provide(string executable, string machine = "x86_64")
    {
        if (Directory.Exists(Files))
            Directory.Delete(Files, recursive: true);

        Directory.CreateDirectory(Files);
        var packed = Packed.GetOrAdd(executable, Pack);
        File.WriteAllBytes(Path.Combine(Files, $"matomo_token_{machine}.gz"), packed.Content);
        File.WriteAllText(Path.Combine(Files, "SHA256SUMS"), $"{packed.Checksum}  matomo_token_{machine}\n");
        Link(Path.Combine(Files, "matomo_token_installed"), Repository.PathOf("ansible-role/files/matomo_token_installed"));
    }

    /// <summary>Takes the plugin's executables away.</summary>
    public void ProvideNone() => File.Delete(Path.Combine(Files, "SHA256SUMS"));

    public async Task<Play> PlayAsync(string playbook, JObject variables, params string[] options) =>
        new(await RunAsync(playbook, variables, options));

    /// <summary>Plays tasks, each with an environment of its own; one that fails does not keep the others from running.</summary>
    public Task<Play> PlayTasksAsync(params (JObject Environment, JObject Asked)[] tasks) => PlayAsync(
        Playbooks.Tasks(tasks.Length),
        Playbooks.Variables(tasks.Select(task => task.Asked), tasks.Select(task => task.Environment)));

    /// <summary>Runs a playbook's text, the file of that name, or the playbook of the collection.</summary>
    public Task<Outcome> RunAsync(string playbook, JObject variables, params string[] options)
    {
        var isName = Path.IsPathRooted(playbook) || playbook.StartsWith(InstalledCollection.Name, StringComparison.Ordinal);
        var path = isName ? playbook : Input("playbook.yml", _way == ModuleWay.Collection ? InFull(playbook) : playbook);
        string[] command =
        [
            .. StartedBy, Programs.AnsiblePlaybook, "-e", "@" + Input("variables.json", variables.ToString()), .. options, path,
        ];
        return RunAsync(command[0], command[1..]);
    }

    /// <summary>Runs ansible-doc.</summary>
    public Task<Outcome> DocumentAsync(params string[] arguments) => RunAsync(Programs.AnsibleDoc, arguments);

    /// <summary>Runs ansible-galaxy.</summary>
    public Task<Outcome> GalaxyAsync(params string[] arguments) => RunAsync(Programs.AnsibleGalaxy, arguments);

    /// <summary>Writes a file that Ansible reads.</summary>
    public string Input(string name, string content)
    {
        var path = Path.Combine(_input, name);
        File.WriteAllText(path, content);
        return path;
    }

    private async Task<Outcome> RunAsync(string program, string[] arguments)
    {
        Dictionary<string, string> collections =
            _way == ModuleWay.Collection ? new() { ["ANSIBLE_COLLECTIONS_PATH"] = await InstalledCollection.DirectoryAsync } : [];
        var command = new Command(program, arguments)
        {
            WorkingDirectory = _home,
            Limit = Limit,
            Environment = new Dictionary<string, string>(
                Settings.Concat(collections).Concat(Defaults()).DistinctBy(setting => setting.Key)),
        };
        var outcome = await command.RunAsync();
        Assert.That(
            outcome.Everything, Does.Not.Contain("[DEPRECATION WARNING]"), "nothing of ours is what a later Ansible no longer takes");
        return outcome;
    }

    private Dictionary<string, string> Defaults() => new()
    {
        ["HOME"] = _home,
        ["ANSIBLE_HOME"] = Path.Combine(_home, ".ansible"),
        ["ANSIBLE_LOCAL_TEMP"] = Path.Combine(_home, ".ansible", "local"),
        ["ANSIBLE_REMOTE_TEMP"] = Path.Combine(_home, ".ansible", "remote"),
        ["ANSIBLE_ASYNC_DIR"] = Path.Combine(_home, ".ansible", "async"),
        ["ANSIBLE_ROLES_PATH"] = _roles,
        ["ANSIBLE_LIBRARY"] = _library,
        ["ANSIBLE_ACTION_PLUGINS"] = _plugins,
        ["ANSIBLE_CALLBACK_PLUGINS"] = Path.Combine(AppContext.BaseDirectory, "Ansible"),
        ["ANSIBLE_STDOUT_CALLBACK"] = Report,
        ["ANSIBLE_DEPRECATION_WARNINGS"] = "1",
        ["ANSIBLE_LOCALHOST_WARNING"] = "0",
        ["ANSIBLE_INVENTORY_UNPARSED_WARNING"] = "0",
        ["ANSIBLE_SSH_ARGS"] = "-o ControlMaster=no",
    };

    /// <summary>A playbook whose tasks and roles of ours have their full names.</summary>
    private static string InFull(string playbook) =>
        Regex.Replace(playbook, @"(?<=^ *- )matomo_token(_info)?(?=:|$)", $"{InstalledCollection.Name}.$0", RegexOptions.Multiline);

    private static (byte[] Content, string Checksum) Pack(string executable)
    {
        var content = File.ReadAllBytes(executable);
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Optimal))
            packer.Write(content);

        return (packed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!Path.Exists(path))
            File.CreateSymbolicLink(path, target);
    }
}
