namespace Tests.Processes;

/// <summary>The programs that the tests start. One that is missing fails a test; none is skipped.</summary>
internal static class Programs
{
    /// <summary>Names the environment variable with the executable to test, in place of the published one.</summary>
    public const string ExecutableVariable = "MATOMO_TOKEN_EXECUTABLE";

    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The published native executable, or the one that takes its place.</summary>
    public static string MatomoToken => Environment.GetEnvironmentVariable(ExecutableVariable) is { Length: > 0 } given
        ? Existing(given)
        : Published("linux-x64");

    public static string AnsiblePlaybook => Find("ansible-playbook", "ansible-core");

    public static string AnsibleDoc => Find("ansible-doc", "ansible-core");

    public static string AnsibleGalaxy => Find("ansible-galaxy", "ansible-core");

    public static string AnsibleVault => Find("ansible-vault", "ansible-core");

    public static string Sshd => Find("sshd", "openssh-server");

    public static string Ssh => Find("ssh", "openssh-client");

    public static string SshKeygen => Find("ssh-keygen", "openssh-client");

    public static string Strace => Find("strace", "strace");

    public static string Python => Find("python3", "python3");

    public static string Php => Find("php", "php-cli");

    public static string Unshare => Find("unshare", "util-linux");

    public static string Flock => Find("flock", "util-linux");

    public static string Setpriv => Find("setpriv", "util-linux");

    public static string ReadElf => Find("readelf", "binutils");

    public static string Sudo => Find("sudo", "sudo");

    public static string Gzip => Find("gzip", "gzip");

    /// <summary>The strategy by which Ansible runs everything through Mitogen, as Debian installs it: among Ansible's own.</summary>
    public static string MitogenStrategy => File.Exists("/usr/lib/python3/dist-packages/ansible/plugins/strategy/mitogen_linear.py")
        ? "mitogen_linear"
        : throw new FileNotFoundException("Mitogen is missing: run apt-get install --yes --no-install-recommends ansible-mitogen");

    public static string Bash => Find("bash", "bash");

    /// <summary>The native executable for an architecture.</summary>
    public static string Published(string runtime) => Existing(Repository.PathOf($"artifacts/publish/{runtime}/matomo_token"));

    /// <summary>What is published beside every executable for ansible-doc to read.</summary>
    public static string Sidecar(string module) => Existing(Repository.PathOf($"artifacts/publish/linux-x64/{module}.yml"));

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: run ./build.sh --target=Publish");

    public static string Find(string program, string package) =>
        SearchPath.Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{program} is missing: run apt-get install --yes --no-install-recommends {package}");
}
