using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Parsing.Rules;

/// <summary>Options that the environment gives, and dictionaries that are there without being given.</summary>
public class FallbackTest
{
    private const string Variable = "ANSIBLE_MODULES_FALLBACK_TEST";

    [SetUp]
    public void Set() => Environment.SetEnvironmentVariable(Variable, "7");

    [TearDown]
    public void Unset() => Environment.SetEnvironmentVariable(Variable, null);

    [TestCase("{}", """{"n":7}""")]
    [TestCase("""{"n": 1}""", """{"n":1}""")]
    [TestCase("""{"n": null}""", """{"n":null}""")]
    public void Environment_FirstThatIsSet(string json, string expected) => AssertParses(
        new([new("n", ArgumentType.Int) { Default = 5, EnvironmentFallback = ["ANSIBLE_MODULES_NOT_SET", Variable] }]), json, expected);

    [Test]
    public void Environment_Suboption() => AssertParses(
        new([new("d", ArgumentType.Dict) { Options = new([new("n", ArgumentType.Int) { EnvironmentFallback = [Variable] }]) }]),
        """{"d": {}}""",
        """{"d":{"n":7}}""");

    [Test]
    public void Environment_Secret()
    {
        var answer = Answer.To(
            new ArgumentSpec([new("pw", ArgumentType.Str) { NoLog = true, EnvironmentFallback = [Variable] }, new("s", ArgumentType.Str)]),
            """{"s": "a7"}""");
        Assert.That(answer.ModuleArguments.ToJsonString(), Is.EqualTo("""{"s":"a********","pw":"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}"""));
    }

    [TestCase("{}", """{"d":{"n":5}}""")]
    [TestCase("""{"d": null}""", """{"d":{"n":5}}""")]
    [TestCase("""{"d": {"n": 6}}""", """{"d":{"n":6}}""")]
    public void ApplyDefaults(string json, string expected) => AssertParses(
        new([new("d", ArgumentType.Dict) { ApplyDefaults = true, Options = new([new("n", ArgumentType.Int) { Default = 5 }]) }]), json,
        expected);

    private static void AssertParses(ArgumentSpec spec, string json, string expected) =>
        Assert.That(Answer.To(spec, json).ModuleArguments.ToJsonString(), Is.EqualTo(expected));
}
