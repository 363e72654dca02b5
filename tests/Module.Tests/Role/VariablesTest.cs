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

    /// <summary>
    /// ansible-core 2.14 cannot validate an option with no_log whose value is from an inline vault, and prints what another type cannot
    /// take.
    /// </summary>
    [Test]
    public void Secrets_AreRaw_AndCheckedByTheRole()
    {
        var secrets = TokenOptions.Spec.Options.Where(option => option.NoLog).Select(option => "matomo_token_" + option.Name)
            .Except(OfEntries.Select(name => "matomo_token_" + name)).ToList();
        var ofEntries = EntryOptions.Where(option => option.NoLog).Select(option => option.Name).ToList();
        var variables = Read("vars/main.yml");
        Assert.That(Specification, Does.Not.Contain("no_log"));
        Assert.Multiple(() =>
        {
            foreach (var name in secrets.Concat(ofEntries))
            {
                var types = Regex.Matches(Specification, $@"^( +){name}:\n(?:\1  .*\n)*?\1  type: (\w+)$", RegexOptions.Multiline);
                Assert.That(types.Select(match => match.Groups[2].Value), Is.Not.Empty.And.All.EqualTo("raw"), name);
            }

            Assert.That(variables, Does.Contain($"matomo_token__secret_options: [{string.Join(", ", ofEntries)}]"));
            Assert.That(secrets.Where(name => !variables.Contains($"{name} | default('')", StringComparison.Ordinal)), Is.Empty);
        });
    }

    private static string Read(string file) => File.ReadAllText(Repository.PathOf(Path.Combine("ansible-role", file)));

    private static IEnumerable<string> Names(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex(@"^(?:# )?(matomo_token_\w+): ", RegexOptions.Multiline)]
    private static partial Regex InManual();

    [GeneratedRegex(@"^ {6}(matomo_token_\w+):$", RegexOptions.Multiline)]
    private static partial Regex InSpecification();

    [GeneratedRegex(@"^ {10}(\w+):$", RegexOptions.Multiline)]
    private static partial Regex InEntry();
}
