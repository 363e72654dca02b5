using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests;

public class OptionTextTest
{
    private static readonly ArgumentSpec Spec = new(
        [.. new[] { "a", "b", "c", "d" }.Select(name => new ArgumentOption(name, ArgumentType.Str))])
    {
        MutuallyExclusive = [["a", "b"], ["b", "c", "d"]],
        RequiredTogether = [["a", "c", "d"]],
        RequiredOneOf = [["a", "b", "c"]],
        RequiredBy = [new("d", ["a", "c"])],
        RequiredIf = [new("a", true, ["b"]), new("a", "x", ["c", "d"], AnyOf: true)],
    };

    [TestCase("a", "Cannot be given together with b.", "Must be given together with c and d.", "One of a, b and c must be given.")]
    [TestCase("b", "Cannot be given together with a, c or d.", "One of a, b and c must be given.", "Required when a is true.")]
    [TestCase(
        "c", "Cannot be given together with b or d.", "Must be given together with a and d.", "One of a, b and c must be given.",
        "One of c and d is required when a is x.")]
    [TestCase(
        "d",
        "Cannot be given together with b or c.",
        "Must be given together with a and c.",
        "Needs a and c.",
        "One of c and d is required when a is x.")]
    public void RulesOf_Sentences(string option, params string[] expected) =>
        Assert.That(OptionText.RulesOf(Spec, Spec.Options.Single(other => other.Name == option)), Is.EqualTo(expected));

    [Test]
    public void RulesOf_NoRule_NothingIsSaid() =>
        Assert.That(OptionText.RulesOf(new ArgumentSpec(Spec.Options), Spec.Options[0]), Is.Empty);
}
