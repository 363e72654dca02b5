namespace MatomoToken.Collection;

/// <summary>What the collection consists of, and from where in the repository it comes.</summary>
internal static class CollectionContent
{
    // ansible-test of each release of ansible-core reads a file of its own.
    private const string Ignored = "tests/sanity/ignore.txt";
    private static readonly IEnumerable<int> AnsibleReleases = Enumerable.Range(14, 9);

    // What Ansible looks for elsewhere in a collection than in a role.
    private static readonly string[] NotOfTheRole = ["action_plugins/", "library/", "LICENSE"];

    /// <summary>All files, in the order of their paths.</summary>
    /// <param name="repository">The directory of the repository, whose role has its executables (Pack).</param>
    /// <param name="name">The collection's name.</param>
    /// <param name="version">The version that is made.</param>
    public static IReadOnlyList<CollectionFile> Of(string repository, CollectionName name, string version)
    {
        var role = Path.Combine(repository, "ansible-role");
        var changelog = File.ReadAllText(Path.Combine(repository, "CHANGELOG.md"));
        return
        [
            .. new[]
            {
                Files(Path.Combine(repository, "module/collection"), "")
                    .Select(file => file.With(name.Rename))
                    .SelectMany(file => file.Path == Ignored ? ForEachRelease(file) : [file]),
                Files(Path.Combine(repository, "module/documentation"), "plugins/modules/")
                    .Where(file => !file.Path.EndsWith(".examples.yml", StringComparison.Ordinal))
                    .Select(file => file.With(name.Qualify)),
                Files(Path.Combine(role, "action_plugins"), "plugins/action/"),
                Files(role, "").Where(file => IsOfThePlugin(file.Path)).Select(file => file with { Path = "plugins/" + file.Path }),
                Files(role, "").Where(file => IsOfTheRole(file.Path)).Select(file => OfTheRole(file, name)),
                [new("LICENSE", File.ReadAllBytes(Path.Combine(repository, "LICENSE")))],
                [CollectionFile.Text("CHANGELOG.md", changelog)],
                [CollectionFile.Text("changelogs/changelog.yaml", Changelog.ToYaml(changelog, version))],
            }.SelectMany(files => files).OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<CollectionFile> ForEachRelease(CollectionFile file) =>
        AnsibleReleases.Select(minor => file with { Path = file.Path.Replace(".txt", $"-2.{minor}.txt", StringComparison.Ordinal) });

    private static bool IsOfThePlugin(string path) =>
        path is "files/SHA256SUMS" || path.StartsWith("files/matomo_token_", StringComparison.Ordinal);

    private static bool IsOfTheRole(string path) =>
        !IsOfThePlugin(path) && !NotOfTheRole.Any(other => path.StartsWith(other, StringComparison.Ordinal));

    private static CollectionFile OfTheRole(CollectionFile file, CollectionName name)
    {
        var placed = file with { Path = "roles/matomo_token/" + file.Path };
        return Path.GetExtension(file.Path) is ".yml" or ".md" ? placed.With(text => name.Rename(name.Qualify(text))) : placed;
    }

    private static IEnumerable<CollectionFile> Files(string directory, string prefix) =>
        from path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        where !path.Contains("/__pycache__/", StringComparison.Ordinal)
        select new CollectionFile(prefix + Path.GetRelativePath(directory, path), File.ReadAllBytes(path))
        {
            IsExecutable = File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute),
            Target = new FileInfo(path).LinkTarget,
        };
}
