using Tests.Conformance;

namespace Ansible.Modules.Tests.Conformance;

/// <summary>The same arguments for the original, Python's AnsibleModule, and for this library: the same answer.</summary>
[Category("Programs")]
public sealed class ReferenceTest : IDisposable
{
    private static readonly string[] Arguments =
    [
        "{}",
        """{"s": "a"}""",
        """{"s": null}""",
        """{"s": 1.5}""",
        """{"s": 1e22}""",
        """{"s": true}""",
        """{"s": [1, "a", null, {"k": "it's"}]}""",
        """{"s": {"a\nb": "\u200b\u00e9\"'"}}""",
        """{"text": "a"}""",
        """{"text": "a", "s": "b"}""",
        """{"state": null}""",
        """{"state": "gone"}""",
        """{"state": ["present", "x"]}""",
        """{"state": "absent"}""",
        """{"state": "absent", "r": null}""",
        """{"switch": true}""",
        """{"switch": false}""",
        """{"switch": "off"}""",
        """{"b": "Yes"}""",
        """{"b": 0.0}""",
        """{"b": null}""",
        """{"b": []}""",
        """{"i": " 1_0 "}""",
        """{"i": "1.0"}""",
        """{"i": 1.0}""",
        """{"i": true}""",
        """{"i": 123456789012345678901234567890}""",
        """{"f": "1e3", "l": "1, 2"}""",
        """{"f": 2, "l": 3}""",
        """{"f": 2}""",
        """{"f": "x", "l": "y"}""",
        """{"l": ["1", "x", 2], "f": 1}""",
        """{"l": {}, "f": 1}""",
        """{"d": "a=b, c='d e'"}""",
        """{"d": "{\"a\": [1.0]}"}""",
        """{"d": "a"}""",
        """{"d": "a b=c"}""",
        """{"d": [1]}""",
        """{"p": "~/x"}""",
        """{"p": "~root/$NO_SUCH/x", "d": {}}""",
        """{"p": "/x", "d": null}""",
        """{"r": {"a": [1, null, "b"]}}""",
        """{"s": "a", "i": 1}""",
        """{"s": "a", "i": null}""",
        """{"unknown": 1}""",
        """{"unknown": 1, "i": "x"}""",
        """{"secret": "hidden", "s": "is hidden here", "r": ["hidden", {"k": "hiddenhidden"}]}""",
        """{"secret": "hidden", "state": "hidden"}""",
        """{"secret": 42, "r": [42, 142, 4.2, "42"]}""",
        """{"secret": "", "r": "a"}""",
        """{"secrets": ["one", ["two"], {"k": "three"}], "r": "one two three k"}""",
        """{"e": {}}""",
        """{"e": {"x": "1"}}""",
        """{"e": {"x": "a"}}""",
        """{"e": {"x": 1, "z": 2}}""",
        """{"e": "x=1 y=2"}""",
        """{"e": null}""",
        """{"es": []}""",
        """{"es": [{"ex": "5"}, {"pw": "hidden"}], "s": "hidden"}""",
        """{"es": [{"ex": 1, "x": 2}]}""",
        """{"es": [{"x": 1, "pw": "hidden"}]}""",
        """{"es": ["x=1"]}""",
        """{"es": "x=1"}""",
        """{"es": [{"x": []}]}""",
        """{"es": [{"q": 1}]}""",
        """{"es": {"x": 1}}""",
        """{"s": "a", "s": "b"}""",
        """{"s": "\ud83d\ude00 \u0000"}""",
        """{"s": "https://user:pw@host"}""",
        """{"i": 1e400}""",
        """{"f": 1e400, "l": []}""",
        """{"f": NaN, "l": [], "r": [Infinity, -Infinity]}""",
        """{"f": "1e400", "l": []}""",
        """{"s": -0.0}""",
        """{"number": "42"}""",
        """{"number": 42.0}""",
        """{"num": 1, "n": 2, "number": "3"}""",
        """{"words": ["a", "c", "d"]}""",
        """{"words": "a,A b"}""",
        """{"paths": ["~/a", "$HOME/b", 1, null]}""",
        """{"switches": ["yes", 0, "x"]}""",
        """{"sizes": "1K,2MB"}""",
        """{"j": {"a": ["\u00e9", 1.0, null, true]}}""",
        """{"j": " [1] "}""",
        """{"j": 1}""",
        """{"size": "1.5 GB"}""",
        """{"size": 1.5}""",
        """{"size": "1Gb"}""",
        """{"rate": "1Gb"}""",
        """{"rate": "1GB"}""",
        """{"size": "x"}""",
        """{"size": 1e22}""",
        """{"size": 1, "rate": 1, "j": "x"}""",
        """{"any": [1, "a", {"k": [null]}]}""",
        """{"old": "x", "older": "1"}""",
        """{"older": "x"}""",
        """{"pass": "x", "by_pass": "y"}""",
        """{"deep": null}""",
        """{"deep": {"n": 1}}""",
        """{"deep": "n=1"}""",
        """{"deep": {"list": [{"aa": 1, "b": "yes", "c": true, "l": "1,2"}]}}""",
        """{"deep": {"list": [{"a": 1}]}}""",
        """{"deep": {"list": [{}]}}""",
        """{"deep": {"list": [{"a": 1, "b": true}]}}""",
        """{"deep": {"list": [{"c": "yes"}]}}""",
        """{"deep": {"list": [{"l": [1]}]}}""",
        """{"deep": {"list": [{"l": ["x"], "c": "off"}]}}""",
        """{"deep": {"list": [{"c": "on"}]}}""",
        """{"deep": {"list": [{"q": 1}]}, "q": 2}""",
        """{"deep": {"list": [1]}}""",
        """{"deep": {"list": {}}}""",
    ];

    /// <summary>
    /// Where ours is not the original's answer, and why. Beside these stand those of <see cref="WantedDifference"/>; the list is to stay
    /// short.
    /// </summary>
    private static readonly TestCaseData[] Others =
    [
        new("""{"secret": "hidden", "hidden2": 1}""", "A secret in a key is a secret: masked."),
        new("""{"secret": true, "r": "True"}""", "A secret stays one when its conversion spells it otherwise: masked."),
        new("""{"secrets": "one,two"}""", "A secret stays one when its conversion takes it apart: masked."),
        new(
            """{"secret": "two\nlines", "s": ["two\nlines"]}""",
            "A secret stays one where a list is spelled as text, which escapes line breaks: masked."),
        new("""{"es": [{"pw": "hidden"}, 7]}""", "What stands in place of suboptions with secrets may be one: masked."),
        new("""{"d": "{'a': [1, True]}"}""", "A dictionary in a text is JSON, and not what Python writes: refused."),
        new("""{"d": "{a"}""", "A text that is no dictionary is refused with a hint at JSON."),
        new($$"""{"size": "{{new string('1', 400)}}"}""", "What the original dies of, here an OverflowError, is refused with a reason."),
        new("""{"e": "x"}""", "The original does not say which option is to be a dictionary."),
        new(
            """{"s": 1.10, "_ansible_string_conversion_action": "warn"}""",
            "The action does what Ansible documents: versions 2.11 to 2.18 hand it over and have lost what it does."),
    ];

    private readonly Reference _reference = new(SampleSpec.Spec);

    [TestCaseSource(nameof(Arguments))]
    public void SameAnswer(string arguments)
    {
        var named = Given.Task(arguments);
        Assert.That(Comparison.Differences(_reference.Answer(named), Candidate.Answer(SampleSpec.Spec, named)), Is.Empty);
    }

    [TestCaseSource(nameof(Others))]
    public void OtherAnswer(string arguments, string reason)
    {
        var named = Given.Task(arguments);
        var (expected, actual) = (_reference.Answer(named), Candidate.Answer(SampleSpec.Spec, named));
        Assert.That(Comparison.Differences(expected, actual), Is.Not.Empty, $"No longer so: {reason}");
        Assert.That(
            Comparison.Verdict(actual),
            Is.EqualTo(!reason.Contains("refused", StringComparison.Ordinal) && Comparison.Verdict(expected)),
            reason);
        if (reason.EndsWith(": masked.", StringComparison.Ordinal))
        {
            Assert.That(Comparison.Exposures(expected, actual), Is.Empty);
            Assert.That(Comparison.CountMasks(actual), Is.GreaterThan(Comparison.CountMasks(expected)));
        }
    }

    public void Dispose() => _reference.Dispose();
}
