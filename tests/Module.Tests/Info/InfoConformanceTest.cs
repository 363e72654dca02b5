using Tests.Conformance;


namespace MatomoToken.Tests.Info;

/// <summary>The options of matomo_token_info: Python's AnsibleModule and ours answer alike.</summary>
[Category("Programs")]
public sealed class InfoConformanceTest
{
    private static IEnumerable<TestCaseData> Cases =>
    [
        new("{}"),
        new("""{"login": "ann,bob"}"""),
        new("""{"logins": ["ann", 12, null]}"""),
        new("""{"logins": ["ann"], "login": "bob"}"""),
        new("""{"system": "maybe"}"""),
        new("""{"token_auth": "hidden", "token_file": "~/of"}"""),
        new("""{"token_auth": "hidden", "description": "of hidden"}"""),
        new("""{"client_key": "/key"}"""),
        new("""{"known_token": "x"}"""),
    ];

    [TestCaseSource(nameof(Cases))]
    public void SameAnswer(string arguments)
    {
        using var reference = new Reference(InfoOptions.Spec);
        var task = Given.Task(arguments);
        Assert.That(Comparison.Differences(reference.Answer(task), Candidate.Answer(InfoOptions.Spec, task)), Is.Empty);
    }

    [Test]
    public void SameAnswer_Generated() => GeneratedArguments.AreAnsweredAlike(
        InfoOptions.Spec, GivenGenerator.For(InfoOptions.Spec, _ => SecretValues.Plain), cases: 500, Comparison.Differences);
}
