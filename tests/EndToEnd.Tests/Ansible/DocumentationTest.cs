using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ansible.Modules;
using Ansible.Modules.Arguments;
using MatomoToken;
using MatomoToken.Documentation;
using MatomoToken.Documentation.Writers;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>What ansible-doc reads beside the executable, and in the role, is what they take and answer.</summary>
public sealed class DocumentationTest
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<JObject>>> Read = new();

    private string _directory = "";

    private static IEnumerable<IAnsibleModule> Modules => [new MatomoTokenModule(), new MatomoTokenInfoModule()];

    private static IEnumerable<TestCaseData> Documented =>
    [
        new(new MatomoTokenModule(), TokenDocumentation.Text),
        new(new MatomoTokenInfoModule(), InfoDocumentation.Text),
    ];

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("matomo_token-documentation-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCaseSource(nameof(Modules))]
    public async Task Json_Options(IAnsibleModule module)
    {
        var document = (await ReadAsync(module))["doc"]!;
        Assert.That((string?)document["module"], Is.EqualTo(module.Name));
        Assert.That((string?)document["short_description"], Is.EqualTo(module.Summary));
        AssertTexts(document["description"], module.Description.Count);
        AssertOptions((JObject)document["options"]!, module.Arguments);
    }

    [TestCaseSource(nameof(Modules))]
    public async Task Json_Results(IAnsibleModule module) => AssertReturns((JObject)(await ReadAsync(module))["return"]!, module.Returns);

    [TestCaseSource(nameof(Documented))]
    public async Task Json_AttributesNotesAndExamples(IAnsibleModule module, ModuleDocumentation documentation)
    {
        var read = await ReadAsync(module);
        var document = read["doc"]!;
        var attributes = (JObject)document["attributes"]!;
        Assert.Multiple(() =>
        {
            Assert.That(
                attributes.Properties().Select(attribute => attribute.Name),
                Is.EquivalentTo(new[] { "check_mode", "diff_mode", "platform" }));
            Assert.That(
                documentation.Attributes.Where(attribute => (string?)attributes[attribute.Name]?["support"] != attribute.Support),
                Is.Empty);
            Assert.That((string?)attributes["platform"]?["platforms"], Is.EqualTo("linux"));
            AssertTexts(document["notes"], documentation.Notes.Count);
            Assert.That(document["seealso"]!.Count(), Is.EqualTo(documentation.SeeAlso.Count));
            Assert.That(document["author"]!.Values<string>(), Is.EqualTo(documentation.Author));
            Assert.That((string?)document["version_added"], Is.EqualTo(documentation.VersionAdded));
            Assert.That((string?)read["examples"], Does.StartWith("- name: ").And.Contain($"\n  {module.Name}:\n"));
        });
    }

    [TestCaseSource(nameof(Modules))]
    public async Task Text(IAnsibleModule module)
    {
        var outcome = await new AnsibleControl(_directory).DocumentAsync("-t", "module", module.Name);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(outcome.Everything, Does.Not.Contain("ERROR").And.Not.Contain("WARNING"));

        // "- login" and its text below until 2.18, "   login  Its text" since.
        var missing = module.Arguments.Options.Where(
            option => !Regex.IsMatch(outcome.Output, $@"^([-=]|  ) {option.Name}(  .*)?$", RegexOptions.Multiline));
        Assert.That(missing.Select(option => option.Name), Is.Empty);
    }

    [TestCaseSource(nameof(Modules))]
    public async Task Snippet(IAnsibleModule module)
    {
        var outcome = await new AnsibleControl(_directory).DocumentAsync("-t", "module", "--snippet", module.Name);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(outcome.Output, Does.Contain($"  {module.Name}:\n"));
    }

    // Ansible reads the examples as tasks.
    [TestCaseSource(nameof(Modules))]
    public async Task Examples_AreTasks(IAnsibleModule module)
    {
        var control = new AnsibleControl(_directory);
        control.Input("tasks.yml", (string)(await ReadAsync(module))["examples"]!);
        var outcome = await control.RunAsync(
            "- hosts: localhost\n  gather_facts: false\n  tasks:\n    - import_tasks: tasks.yml\n", [], "--syntax-check");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
    }

    // Each task of a module of ours gives it options that it has.
    [TestCaseSource(nameof(Modules))]
    public async Task Examples_GiveOptionsThatThereAre(IAnsibleModule module)
    {
        var path = Path.Combine(_directory, "examples.yml");
        await File.WriteAllTextAsync(path, (string?)(await ReadAsync(module))["examples"]);
        var outcome = await new Command(
            Programs.Python,
            "-c",
            "import json, sys, yaml; print(json.dumps({'tasks': yaml.safe_load(open(sys.argv[1]))}))",
            path).RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        var given = outcome.Json["tasks"]!.Select(task => task[module.Name]).OfType<JObject>().ToList();
        Assert.That(given, Has.Count.AtLeast(3));
        Assert.That(given.SelectMany(options => Unknown(options, module.Arguments)), Is.Empty);
    }

    [Test]
    public async Task Role_TellsEachOfItsVariables()
    {
        var outcome = await new AnsibleControl(_directory).DocumentAsync("-t", "role", "matomo_token");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        var manual = await File.ReadAllLinesAsync(Repository.PathOf("ansible-role/defaults/main.yml"));
        var variables = manual.Select(
            line => Regex.Match(line, @"^(# )?(matomo_token_\w+):").Groups[2].Value).Where(name => name.Length > 0).ToList();
        Assert.That(variables, Has.Count.AtLeast(30));
        Assert.That(
            variables.Where(name => !Regex.IsMatch(outcome.Output, $@"^([-=]|  ) {name}(  .*)?$", RegexOptions.Multiline)), Is.Empty);
    }

    private static IEnumerable<string> Unknown(JObject given, ArgumentSpec spec)
    {
        foreach (var (name, value) in given)
        {
            var option = spec.Options.SingleOrDefault(other => other.Name == name || other.Aliases.Contains(name));
            if (option is null)
                yield return name;

            var entries = option?.Options is null ? [] : value!.Children<JObject>();
            foreach (var unknown in entries.SelectMany(entry => Unknown(entry, option!.Options!)))
                yield return $"{name}: {unknown}";
        }
    }

    private static void AssertOptions(JObject found, ArgumentSpec spec)
    {
        Assert.That(found.Properties().Select(option => option.Name), Is.EquivalentTo(spec.Options.Select(option => option.Name)));
        foreach (var option in spec.Options)
        {
            var document = (JObject)found[option.Name]!;
            Assert.Multiple(() =>
            {
                Assert.That((string?)document["type"], Is.EqualTo(Name(option.Type)), option.Name);
                Assert.That((string?)document["elements"], Is.EqualTo(Name(option.Elements)), option.Name);
                Assert.That((bool?)document["required"] ?? false, Is.EqualTo(option.Required), option.Name);
                Assert.That(
                    Text(document["default"]),
                    Is.EqualTo(Text(option.Default is { } value ? JToken.FromObject(value) : null)),
                    option.Name);
                Assert.That(document["choices"]?.Values<string>(), Is.EqualTo(option.Choices), option.Name);
                Assert.That(document["aliases"]?.Values<string>() ?? [], Is.EqualTo(option.Aliases), option.Name);
                Assert.That((string?)document["version_added"], Does.Match(@"^\d+\.\d+\.\d+$"), option.Name);
                AssertTexts(document["description"], option.Description.Count);
                Assert.That(document.ContainsKey("suboptions"), Is.EqualTo(option.Options is not null), option.Name);
            });
            if (option.Options is { } inner)
                AssertOptions((JObject)document["suboptions"]!, inner);
        }
    }

    private static void AssertReturns(JObject found, IReadOnlyList<ReturnValue> values)
    {
        Assert.That(found.Properties().Select(value => value.Name), Is.EquivalentTo(values.Select(value => value.Name)));
        foreach (var value in values)
        {
            var document = (JObject)found[value.Name]!;
            Assert.That((string?)document["type"], Is.EqualTo(Name(value.Type)), value.Name);
            Assert.That((string?)document["elements"], Is.EqualTo(Name(value.Elements)), value.Name);
            Assert.That((string?)document["returned"], Is.Not.Null.And.Not.Empty, value.Name);
            AssertTexts(document["description"], value.Description.Count);
            AssertReturns((JObject?)document["contains"] ?? [], value.Contains);
        }
    }

    // Rules between options add to the texts that were written.
    private static void AssertTexts(JToken? found, int atLeast)
    {
        Assert.That(found?.Values<string>(), Is.Not.Null.And.All.Match("^[A-Z].*[.]$"));
        Assert.That(found!.Count(), Is.AtLeast(Math.Max(1, atLeast)));
    }

    private static string? Name(ArgumentType? type) => type is { } given ? given.ToString().ToLowerInvariant() : null;

    private static string Text(JToken? value) => value is null ? "null" : value.ToString(Newtonsoft.Json.Formatting.None);

    /// <summary>What ansible-doc makes of a module's documentation; it takes a second to start, so each is read once.</summary>
    private static async Task<JObject> ReadAsync(IAnsibleModule module) =>
        await Read.GetOrAdd(module.Name, name => new Lazy<Task<JObject>>(() => ReadAsync(name))).Value;

    private static async Task<JObject> ReadAsync(string module)
    {
        var directory = Directory.CreateTempSubdirectory("matomo_token-documentation-").FullName;
        try
        {
            var outcome = await new AnsibleControl(directory).DocumentAsync("-t", "module", "--json", module);
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
            return (JObject)outcome.Json[module]!;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
