using System.Text.RegularExpressions;
using Ansible.Modules.Arguments;

namespace MatomoToken.Tests.Role;

/// <summary>The role hands on every option of the modules, and its manual and its argument specification name the same variables.</summary>
public sealed partial class VariablesTest
{
    private static readonly string Specification = Read("meta/argument_specs.yml");

    private static IReadOnlyList<ArgumentOption> EntryOptions =>
        TokenOptions.Spec.Options.Single(option => option.Name == TokenOptions.Tokens).Options!.Options;

    private static IEnumerable<string> OfEntries => EntryOptions.Select(option => option.Name);

    private static IEnumerable<string> Options(bool isDatabase) => TokenOptions.Spec.Options.Select(option => option.Name)
        .Except(OfEntries).Except(["tokens", "backend"])
        .Where(name => isDatabase || !(name is "config_file" or "salt" || name.StartsWith("db_", StringComparison.Ordinal)));

    [Test]
    public void Manual_NamesWhatIsSpecified() => Assert.That(
        Names(InManual(), Read("defaults/main.yml")), Is.EquivalentTo(Names(InSpecification(), Specification)));

    [TestCase("tasks/database.yml", true)]
    [TestCase("tasks/api.yml", false)]
    public void Task_HandsOnEveryOption(string file, bool isDatabase)
    {
        var task = Read(file);
        Assert.That(Options(isDatabase).Where(name => !IsHandedOn(name)), Is.Empty);

        bool IsHandedOn(string name) =>
            Regex.IsMatch(task, $@"^    {name}: ""{{{{ matomo_token_{name}( \| default\(omit\))? }}}}""$", RegexOptions.Multiline);
    }

    [Test]
    public void Entries_HaveEveryOption()
    {
        var begin = Specification.IndexOf("matomo_token_tokens:", StringComparison.Ordinal);
        var end = Specification.IndexOf("matomo_token_description:", StringComparison.Ordinal);
        var entries = Specification[begin..end];
        Assert.That(Names(InEntry(), entries), Is.EquivalentTo(OfEntries.Append("backend")));
    }

    /// <summary>What a task calls its own variables would hide a user's variables of that name from what the user wrote.</summary>
    [Test]
    public void Tasks_NameTheirVariablesApart()
    {
        var tasks = string.Concat(Directory.GetFiles(Repository.PathOf("ansible-role/tasks")).Select(File.ReadAllText));
        var inBlocks = Names(VariablesOfTask(), tasks).SelectMany(block => Names(NameInBlock(), block));
        Assert.That(inBlocks.Concat(Names(LoopVariable(), tasks)).ToList(), Has.Count.AtLeast(12).And.All.StartsWith("matomo_token__"));
    }

    /// <summary>Where Ansible's own check fails, it prints the whole specification; the role's check says only what is wrong.</summary>
    [Test]
    public void Specification_RefusesNothingByItself() => Assert.Multiple(() =>
    {
        Assert.That(Names(TypeOfVariable(), Specification), Is.SubsetOf(new[] { "str", "path", "raw" }));
        Assert.That(Specification, Does.Not.Match("(?m)^ {8}(choices|required|elements|no_log):"));
    });

    /// <summary>A list or dictionary in the place of a secret would become a text that nothing masks.</summary>
    [Test]
    public void Secrets_AreCheckedByTheRole()
    {
        var secrets = TokenOptions.Spec.Options.Where(option => option.NoLog).Select(option => option.Name).Except(OfEntries);
        var check = Read("action_plugins/matomo_token_check.py");
        Assert.That(secrets.Where(name => !check.Contains($"'matomo_token_{name}': {{}},", StringComparison.Ordinal)), Is.Empty);
        var types = EntryOptions.Where(option => option.NoLog).SelectMany(option =>
            Regex.Matches(Specification, $@"^ {{10}}{option.Name}:\n {{12}}.*\n {{12}}type: (\w+)$", RegexOptions.Multiline));
        Assert.That(types.Select(match => match.Groups[1].Value).ToList(), Has.Count.AtLeast(11).And.All.EqualTo("str"));
    }

    private static string Read(string file) => File.ReadAllText(Repository.PathOf(Path.Combine("ansible-role", file)));

    private static IEnumerable<string> Names(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex(@"^ +vars:(?: &\w+)?\n((?:    .*\n)+)", RegexOptions.Multiline)]
    private static partial Regex VariablesOfTask();

    [GeneratedRegex(@"^    (\w+):", RegexOptions.Multiline)]
    private static partial Regex NameInBlock();

    [GeneratedRegex(@"loop_var: (\w+)")]
    private static partial Regex LoopVariable();

    [GeneratedRegex(@"^(?:# )?(matomo_token_\w+): ", RegexOptions.Multiline)]
    private static partial Regex InManual();

    [GeneratedRegex(@"^ {6}(matomo_token_\w+):$", RegexOptions.Multiline)]
    private static partial Regex InSpecification();

    [GeneratedRegex(@"^ {8}type: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex TypeOfVariable();

    [GeneratedRegex(@"^ {10}(\w+):$", RegexOptions.Multiline)]
    private static partial Regex InEntry();
}
