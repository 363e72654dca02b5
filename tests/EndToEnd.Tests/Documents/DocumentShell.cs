using System.Text.RegularExpressions;
using Tests.Processes;

namespace EndToEnd.Tests.Documents;

/// <summary>
/// A shell for the commands of a document. What they fetch from Galaxy, GitHub or nuget.org is what Pack made. build.sh, which runs this
/// test itself, is not run again: it has to have the target.
/// </summary>
internal sealed partial class DocumentShell
{
    private readonly string _directory;
    private readonly string _home;

    /// <param name="directory">Gets <c>shell</c>, where the commands run.</param>
    /// <param name="home">The home directory, for collections and roles.</param>
    public DocumentShell(string directory, string home)
    {
        (_directory, _home) = (Directory.CreateDirectory(Path.Combine(directory, "shell")).FullName, home);
        File.CreateSymbolicLink(Path.Combine(_directory, Path.GetFileName(Role)), Role);
        Write("bin/matomo_token", $"""exec {Programs.MatomoToken} "$@" """);
        Write(
            "bin/ansible-galaxy",
            $"""
            collection={InstalledCollection.Archive}
            [[ ! -f requirements.yml ]] || sed -i "s,name: {InstalledCollection.Name},name: $collection," requirements.yml
            [[ $2 == verify ]] && exec {Programs.AnsibleGalaxy} "$@"
            for word; do [[ $word == {InstalledCollection.Name} ]] && word=$collection; words+=("$word"); done
            exec {Programs.AnsibleGalaxy} "${"{words[@]}"}"
            """);
        Write(
            "bin/ansible-builder",
            $"""
            {Programs.Python} -c "import yaml; open(yaml.safe_load(open('execution-environment.yml'))['dependencies']['galaxy'])"
            """);
        Write("bin/curl", $"""for url; do [[ $url != https://* ]] || cp "{_directory}/release/${"{url##*/}"}" .; done""");
        Write("bin/dotnet", $"""[[ "$1 $2" == "add package" ]] && ls {Repository.PathOf("artifacts")}/"$3.{Version}.nupkg" """);
        Write("build.sh", $"""grep -q "^Task(\"${"{1#--target=}"}\")" {Repository.PathOf("build.cake")} || exit 1""");
        Write("password", "echo password-of-the-vault");
    }

    private static string Role => Repository.PathOf($"artifacts/matomo_token-{Version}.tar.gz");

    private static string Version =>
        VersionPrefix().Match(File.ReadAllText(Repository.PathOf("Directory.Build.props"))).Groups[1].Value;

    /// <summary>Runs commands, until one fails.</summary>
    public async Task<Outcome> RunAsync(string commands)
    {
        await MakeReleaseAsync();
        return await BashAsync(commands, _directory);
    }

    // The executable and its documentation, as a release has them.
    private async Task MakeReleaseAsync()
    {
        var name = $"matomo_token-{Version}-linux-x64";
        await BashAsync($"""
            tar -czf {name}.tar.gz --directory={Path.GetDirectoryName(Programs.Sidecar("matomo_token"))} --transform=s,^[.],{name}, .
            sha256sum *.tar.gz > SHA256SUMS
            """, Directory.CreateDirectory(Path.Combine(_directory, "release")).FullName);
    }

    private async Task<Outcome> BashAsync(string commands, string directory) =>
        await new Command(Programs.Bash, "-euxo", "pipefail", "-c", commands)
        {
            Limit = TimeSpan.FromMinutes(5),
            WorkingDirectory = directory,
            Environment = new Dictionary<string, string>
            {
                ["HOME"] = _home,
                ["PATH"] = Path.Combine(_directory, "bin") + ":" + Programs.SearchPath,
                ["ANSIBLE_VAULT_PASSWORD_FILE"] = Path.Combine(_directory, "password"),
            },
        }.RunAsync();

    private void Write(string program, string script)
    {
        var path = Path.Combine(_directory, program);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/bash\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [GeneratedRegex("<VersionPrefix>(.*)</VersionPrefix>")]
    private static partial Regex VersionPrefix();
}
