using Tests.Conformance;


namespace MatomoToken.Tests;

/// <summary>The module's own options: Python's AnsibleModule and ours answer alike to thousands of generated arguments.</summary>
[Category("Programs")]
public sealed class ConformanceTest
{
    private static IEnumerable<TestCaseData> Cases =>
    [
        new("{}"),
        new("""{"login": "ann"}"""),
        new("""{"login": 12, "description": true, "expires_in": 90}"""),
        new("""{"login": "ann", "tokens": []}"""),
        new("""{"login": "ann", "expires_at": "2099-01-01", "expires_in": "90d"}"""),
        new("""{"login": "ann", "password": "hidden", "description": "of hidden"}"""),
        new("""{"login": "ann", "url_password": "hidden"}"""),
        new("""{"login": "ann", "mode": 384, "headers": "X-A=b, X-C='d e'", "timeout": "30"}"""),
        new("""{"login": "ann", "state": "gone", "recreate": "on"}"""),
        new("""{"login": "ann", "return_token": "maybe"}"""),
        new("""{"tokens": [{"login": "ann", "token_auth": "hidden"}, {"login": "bob", "description": "hidden", "secure_only": "yes"}]}"""),
        new("""{"tokens": [{"login": "ann", "auth_code": "1", "totp_secret": "2"}]}"""),
        new("""{"tokens": [{"login": "ann", "url": "https://matomo.example"}]}"""),
        new("""{"tokens": "login=ann description=x"}"""),
        new("""{"token": "x", "login": "ann"}"""),
    ];

    [TestCaseSource(nameof(Cases))]
    public void SameAnswer(string arguments)
    {
        using var reference = new Reference(TokenOptions.Spec);
        var task = Given.Task(arguments);
        Assert.That(Comparison.Differences(reference.Answer(task), Candidate.Answer(TokenOptions.Spec, task)), Is.Empty);
    }

    [Test]
    public void SameAnswer_Generated() => GeneratedArguments.AreAnsweredAlike(
        TokenOptions.Spec, GivenGenerator.For(TokenOptions.Spec, _ => SecretValues.Plain), cases: 1500, Comparison.Differences);

    /// <summary>Secrets of any type and with any character in them, where ours may mask more.</summary>
    [Test]
    public void NothingShownThatTheOriginalMasks() => GeneratedArguments.AreAnsweredAlike(
        TokenOptions.Spec, GivenGenerator.For(TokenOptions.Spec, SecretValues.Odd), cases: 500, Comparison.Exposures);
}
