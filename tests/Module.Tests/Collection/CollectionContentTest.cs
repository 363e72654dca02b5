using System.Text.RegularExpressions;
using MatomoToken.Collection;

namespace MatomoToken.Tests.Collection;

/// <summary>What the collection is made of, from the repository as it stands.</summary>
public sealed class CollectionContentTest
{
    private static readonly CollectionName Name = new("mine", "tokens");
    private static readonly IReadOnlyList<CollectionFile> Files = CollectionContent.Of(Repository.Root, Name, "0.2.0");

    [Test]
    public void Everything_IsWhereACollectionHasIt() => Assert.That(
        Files.Select(file => file.Path),
        Is.SupersetOf(new[]
        {
            "CHANGELOG.md", "LICENSE", "README.md", "changelogs/changelog.yaml", "meta/runtime.yml", "playbooks/token.yml",
            "plugins/action/matomo_token.py", "plugins/action/matomo_token_info.py", "plugins/action/matomo_token_stop.py",
            "plugins/files/matomo_token_installed", "plugins/modules/matomo_token.py", "plugins/modules/matomo_token.yml",
            "plugins/modules/matomo_token_info.py", "plugins/modules/matomo_token_info.yml", "roles/matomo_token/files/wordpress.php",
            "roles/matomo_token/meta/argument_specs.yml", "roles/matomo_token/tasks/main.yml", "roles/matomo_token/vars/main.yml",
            "tests/sanity/ignore-2.14.txt", "tests/sanity/ignore-2.22.txt",
        }).And.Ordered.Using<string>(StringComparer.Ordinal).And.Unique);

    [Test]
    public void NoPartOfTheRoleIsLost_AndNoneComesTwice()
    {
        var role = Repository.PathOf("ansible-role");
        var kept = Directory.EnumerateFiles(role, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(role, path))
            .Where(path => !Regex.IsMatch(path, "^LICENSE$|^library/|__pycache__/"))
            .Select(path => Path.GetFileName(path));
        var taken = Files.Where(file => Regex.IsMatch(file.Path, "^(roles|plugins/(action|files))/"))
            .Select(file => Path.GetFileName(file.Path));
        Assert.That(taken, Is.EquivalentTo(kept));
    }

    [Test]
    public void Links_AndModes_AreKept() => Assert.Multiple(() =>
    {
        Assert.That(
            Files.Where(file => file.Target is not null).Select(file => (file.Path, file.Target)),
            Is.EqualTo(new[]
            {
                ("plugins/action/matomo_token_file.py", "matomo_token.py"), ("plugins/action/matomo_token_info.py", "matomo_token.py"),
            }));
        Assert.That(
            Files.Where(file => file.IsExecutable).Select(file => file.Path), Is.EqualTo(new[] { "plugins/files/matomo_token_installed" }));
    });

    [Test]
    public void Names_AreFull_AndThoseOfThisCollection()
    {
        var modules = Files.Where(file => file.Path.StartsWith("plugins/action/", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file.Path));
        var task = new Regex($"^ *(- )?({string.Join('|', modules)}):$", RegexOptions.Multiline);
        var texts = Files.Where(file => Path.GetExtension(file.Path) is ".yml" or ".md" or ".py")
            .Select(file => (file.Path, Text: Encoding.UTF8.GetString(file.Content))).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(texts.Where(file => task.IsMatch(file.Text)).Select(file => file.Path), Is.Empty);
            Assert.That(
                texts.Where(file => file.Text.Contains(CollectionName.Default.ToString(), StringComparison.Ordinal))
                    .Select(file => file.Path),
                Is.EqualTo(new[] { "CHANGELOG.md" }));
        });
    }

    [Test]
    public void IgnoredSanityTests_HaveAReasonEach()
    {
        var lines = Files.Where(file => file.Path.StartsWith("tests/sanity/ignore-", StringComparison.Ordinal))
            .SelectMany(file => Encoding.UTF8.GetString(file.Content).TrimEnd().Split('\n'));
        Assert.That(lines, Is.Not.Empty.And.All.Match(@"^plugins/\S+ [a-z-]+(:[a-z0-9-]+)? # \w.+"));
    }

    [Test]
    public void Archive_SameFiles_SameBytes()
    {
        var directory = Directory.CreateTempSubdirectory("matomo_token-").FullName;
        var archives = new[] { "first", "second" }.Select(name => Path.Combine(directory, name)).ToList();
        foreach (var archive in archives)
            CollectionArchive.Write(archive, Manifests.Of(Name, "0.2.0", "https://example.org", Files), Files);

        var bytes = archives.Select(File.ReadAllBytes).ToList();
        Directory.Delete(directory, recursive: true);
        Assert.That(bytes[1], Is.EqualTo(bytes[0]));
    }
}
