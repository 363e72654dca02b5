using Tests.Conformance;

namespace Ansible.Modules.Tests.Conformance;

/// <summary>Thousands of generated arguments: Python's AnsibleModule and this library answer alike.</summary>
[Category("Programs")]
public class GeneratedTest
{
    [Test]
    public void SameAnswer() => GeneratedArguments.AreAnsweredAlike(
        SampleSpec.Spec, GivenGenerator.For(SampleSpec.Spec, _ => SecretValues.Plain), cases: 2000, Comparison.Differences);

    /// <summary>Secrets of any type and with any character in them, where ours may mask more.</summary>
    [Test]
    public void NothingShownThatTheOriginalMasks() => GeneratedArguments.AreAnsweredAlike(
        SampleSpec.Spec, GivenGenerator.For(SampleSpec.Spec, option => SecretValues.Odd(option)), cases: 1000, Comparison.Exposures);
}
