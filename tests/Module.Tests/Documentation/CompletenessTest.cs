using Ansible.Modules;
using Ansible.Modules.Arguments;
using Matomo.Tokens.Errors;
using MatomoToken.Documentation;
using MatomoToken.Documentation.Writers;

namespace MatomoToken.Tests.Documentation;

/// <summary>Nothing is left without a text.</summary>
public class CompletenessTest
{
    private static IEnumerable<IAnsibleModule> Modules => [new MatomoTokenModule(), new MatomoTokenInfoModule()];

    private static IEnumerable<TestCaseData> Documented =>
    [
        new(new MatomoTokenModule(), TokenDocumentation.Text),
        new(new MatomoTokenInfoModule(), InfoDocumentation.Text),
    ];

    [TestCaseSource(nameof(Modules))]
    public void EveryOptionAndResult_HasADescription(IAnsibleModule module)
    {
        var options = Options(module.Arguments).Where(option => option.Description.Count == 0);
        var results = Values(module.Returns).Where(value => value.Description.Count == 0);
        Assert.That(options.Select(option => option.Name), Is.Empty);
        Assert.That(results.Select(value => value.Name), Is.Empty);
    }

    [TestCaseSource(nameof(Documented))]
    public void EveryText_IsSentences(IAnsibleModule module, ModuleDocumentation documentation)
    {
        IEnumerable<string> texts =
        [
            .. module.Description, .. documentation.Notes, .. documentation.Requirements,
            .. Options(module.Arguments).SelectMany(option => option.Description),
            .. Values(module.Returns).SelectMany(value => value.Description),
            .. documentation.Attributes.Select(attribute => attribute.Description),
            .. documentation.Attributes.Select(attribute => attribute.Details).OfType<string>(),
        ];
        Assert.That(texts, Is.All.Matches(@"^\S.*\.$").And.None.Contains("  "));
    }

    [TestCaseSource(nameof(Documented))]
    public void Attributes_SayWhatTheModuleDoes(IAnsibleModule module, ModuleDocumentation documentation)
    {
        var supported = documentation.Attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Support);
        Assert.That(supported.Keys, Is.EquivalentTo(new[] { "check_mode", "diff_mode", "platform" }));
        Assert.That(supported["check_mode"] == "full", Is.EqualTo(module.SupportsCheckMode));
    }

    [TestCaseSource(nameof(Modules))]
    public void ErrorCode_NamesEach(IAnsibleModule module) => Assert.That(
        module.Returns.Single(value => value.Name == "error_code").Choices,
        Is.EquivalentTo(Enum.GetValues<TokenErrorCode>().Select(code => code.Name()).Append("not_started")));

    private static IEnumerable<ArgumentOption> Options(ArgumentSpec spec) =>
        spec.Options.SelectMany(option => Options(option.Options ?? new ArgumentSpec([])).Prepend(option));

    private static IEnumerable<ReturnValue> Values(IReadOnlyList<ReturnValue> values) =>
        values.SelectMany(value => Values(value.Contains).Prepend(value));
}
