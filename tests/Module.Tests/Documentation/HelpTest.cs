using System.Text.Json;
using System.Text.RegularExpressions;
using Ansible.Modules;

namespace MatomoToken.Tests.Documentation;

/// <summary>--help is one screen with the names of all options, and its examples give options that there are.</summary>
public sealed class HelpTest
{
    private const int Lines = 36;
    private const int Columns = 80;

    private static IEnumerable<IAnsibleModule> Modules => [new MatomoTokenModule(), new MatomoTokenInfoModule()];

    [TestCaseSource(nameof(Modules))]
    public void Help_FitsAScreen(IAnsibleModule module)
    {
        var lines = Answer.Call(module, ["--help"]).Text.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.AtMost(Lines).And.All.Length.AtMost(Columns));
    }

    [TestCaseSource(nameof(Modules))]
    public void Help_NamesEveryOptionOnce(IAnsibleModule module)
    {
        var listed = Answer.Call(module, ["--help"]).Text.Split("\nOptions:\n")[1];
        foreach (var option in module.Arguments.Options)
        {
            Assert.That(Regex.Count(listed, $@"(?<=  |, |^ +){option.Name}(?=[,\n])", RegexOptions.Multiline), Is.EqualTo(1), option.Name);
            Assert.That(Answer.Call(module, ["--help", option.Name]).Text, Does.StartWith($"- {option.Name} ("));
        }
    }

    [TestCaseSource(nameof(Modules))]
    public void Examples_GiveOptionsThatThereAre(IAnsibleModule module)
    {
        var examples = Regex.Matches(module.Examples, @"(?s)'(\{.*?\})'").Select(match => JsonDocument.Parse(match.Groups[1].Value));
        var given = examples.SelectMany(example => example.RootElement.EnumerateObject()).Select(option => option.Name).Distinct().ToList();
        Assert.That(given, Is.Not.Empty);
        Assert.That(given, Is.SubsetOf(module.Arguments.Options.SelectMany(option => option.Aliases.Prepend(option.Name))));
    }
}
