using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Parsing.Rules;

/// <summary>What is used and will go is reported; the texts and their order are AnsibleModule's.</summary>
public class DeprecationTest
{
    private static readonly ArgumentOption A = new("a", ArgumentType.Str)
    {
        Aliases = ["x", "y"],
        DeprecatedAliases = [new("x") { Version = "2.0.0", CollectionName = "c.n" }, new("y") { Date = "2030-01-01" }],
    };

    private static readonly ArgumentOption Gone = new("gone", ArgumentType.Str)
    {
        RemovedInVersion = "3.0.0",
        RemovedFromCollection = "c.n",
    };

    [TestCase("""{"a": "1"}""", null)]
    [TestCase(
        """{"x": "1"}""",
        """[{"msg":"Alias 'x' is deprecated. See the module docs for more information","version":"2.0.0","collection_name":"c.n"}]""")]
    [TestCase(
        """{"y": "1"}""",
        """[{"msg":"Alias 'y' is deprecated. See the module docs for more information","date":"2030-01-01","collection_name":null}]""")]
    public void Alias(string json, string? expected) => AssertReports(new([A]), json, expected);

    [Test]
    public void Alias_Refused() => Assert.That(
        Answer.To(new ArgumentSpec([A, new("b", ArgumentType.Int)]), """{"x": 1, "b": "c"}""").Json["deprecations"]!.AsArray(),
        Has.Count.EqualTo(1));

    [TestCase("{}", null)]
    [TestCase(
        """{"gone": null}""",
        """[{"msg":"Param 'gone' is deprecated. See the module docs for more information","version":"3.0.0","collection_name":"c.n"}]""")]
    public void Option(string json, string? expected) => AssertReports(new([Gone]), json, expected);

    [Test]
    public void Option_DateBeforeVersion() => AssertReports(
        new([Gone with { RemovedAtDate = "2030-01-01" }]),
        """{"gone": 1}""",
        """[{"msg":"Param 'gone' is deprecated. See the module docs for more information","date":"2030-01-01","collection_name":"c.n"}]""");

    [Test]
    public void Inside_OptionsBeforeAliases() => AssertReports(
        new([new("list", ArgumentType.List) { Elements = ArgumentType.Dict, Options = new([A, Gone]) }]),
        """{"list": [{}, {"x": "1", "gone": "2"}]}""",
        """
        [{"msg":"Param 'list[\u0022gone\u0022]' is deprecated. See the module docs for more information","version":"3.0.0",
        "collection_name":"c.n"},
        {"msg":"Alias 'list[1].x' is deprecated. See the module docs for more information","version":"2.0.0","collection_name":"c.n"}]
        """.Replace("\n", "", StringComparison.Ordinal));

    private static void AssertReports(ArgumentSpec spec, string json, string? expected) =>
        Assert.That(
            Answer.To(spec, json).Json["deprecations"]?.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal),
            Is.EqualTo(expected));
}
