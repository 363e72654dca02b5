using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Parsing.Rules;

/// <summary>Every rule, and what AnsibleModule says when it is broken.</summary>
public class RulesTest
{
    private static readonly ArgumentOption A = new("a", ArgumentType.Str);
    private static readonly ArgumentOption B = new("b", ArgumentType.Str);
    private static readonly ArgumentOption C = new("c", ArgumentType.Str);
    private static readonly ArgumentSpec Abc = new([A, B, C]);
    private static readonly ArgumentOption State = new("state", ArgumentType.Str) { Choices = ["present", "absent"], Default = "present" };

    [Test]
    public void Parsing_Nothing() => AssertAccepted(Abc, "{}", """{"a":null,"b":null,"c":null}""");

    [Test]
    public void Parsing_UnknownOption() => AssertRefused(
        new([B, A with { Aliases = ["z", "y"] }]),
        """{"foo": 1}""",
        "Unsupported parameters for (sample) module: foo. Supported parameters include: a, b (y, z).");

    [Test]
    public void Parsing_UnknownOptions() => AssertRefused(
        Abc, """{"y": 1, "x": null}""", "Unsupported parameters for (sample) module: x, y. Supported parameters include: a, b, c.");

    [Test]
    public void Parsing_UnknownOption_NameGivenByAnsible() => AssertRefused(
        new([A]),
        """{"x": 1, "_ansible_module_name": "ns.col.sample"}""",
        "Unsupported parameters for (ns.col.sample) module: x. Supported parameters include: a.");

    [Test]
    public void Parsing_UnknownOption_Ignored() =>
        AssertAccepted(new([A]), """{"x": 1, "_ansible_ignore_unknown_opts": true}""", """{"x":1,"a":null}""");

    [Test]
    public void Parsing_UnknownOption_OtherFaultsFirst() =>
        AssertRefused(new([A with { Required = true }]), """{"x": 1}""", "missing required arguments: a");

    [Test]
    public void Parsing_UnknownSuboption() => AssertRefused(
        Nested(new([A])),
        """{"list": [{"a": 1}, {"x": 1}]}""",
        "Unsupported parameters for (sample) module: list.x. Supported parameters include: a.");

    [Test]
    public void Required_Missing() =>
        AssertRefused(new([B with { Required = true }, A with { Required = true }]), "{}", "missing required arguments: a, b");

    [Test]
    public void Required_Null() => AssertAccepted(new([A with { Required = true }]), """{"a": null}""", """{"a":null}""");

    [Test]
    public void Required_ByAlias() =>
        AssertAccepted(new([A with { Required = true, Aliases = ["x"] }]), """{"x": 1}""", """{"x":1,"a":"1"}""");

    [Test]
    public void Required_Suboption() =>
        AssertRefused(Nested(new([A with { Required = true }])), """{"dict": {}}""", "missing required arguments: a found in dict");

    [Test]
    public void Alias_Both()
    {
        var answer = Answer.To(new ArgumentSpec([A with { Aliases = ["x"] }]), """{"a": "1", "x": "2"}""");
        Assert.That((string?)answer.ModuleArguments["a"], Is.EqualTo("2"));
        Assert.That((string?)answer.Json["warnings"]![0], Is.EqualTo("Both option a and its alias x are set."));
    }

    [Test]
    public void Alias_BothInSuboption()
    {
        var answer = Answer.To(Nested(new([A with { Aliases = ["x"] }])), """{"list": [{}, {"a": "1", "x": "2"}]}""");
        Assert.That((string?)answer.Json["warnings"]![0], Is.EqualTo("Both option list[1].a and its alias list[1].x are set."));
    }

    [Test]
    public void MutuallyExclusive() => AssertRefused(
        Abc with { MutuallyExclusive = [["a", "b"], ["b", "c"], ["a", "d"]] },
        """{"a": 1, "b": 2, "c": 3}""",
        "parameters are mutually exclusive: a|b, b|c");

    [Test]
    public void MutuallyExclusive_One() => AssertAccepted(Abc with { MutuallyExclusive = [["a", "b"]] }, """{"a": 1}""");

    [Test]
    public void MutuallyExclusive_NullCounts() =>
        AssertRefused(Abc with { MutuallyExclusive = [["a", "b"]] }, """{"a": 1, "b": null}""", "parameters are mutually exclusive: a|b");

    [Test]
    public void MutuallyExclusive_DefaultDoesNotCount() =>
        AssertAccepted(new([A, B with { Default = "x" }]) { MutuallyExclusive = [["a", "b"]] }, """{"a": 1}""");

    [Test]
    public void MutuallyExclusive_Suboptions() => AssertRefused(
        Nested(new([A, B]) { MutuallyExclusive = [["a", "b"]] }),
        """{"list": [{"a": 1, "b": 2}]}""",
        "parameters are mutually exclusive: a|b found in list");

    [Test]
    public void RequiredTogether() =>
        AssertRefused(Abc with { RequiredTogether = [["a", "b"]] }, """{"b": 1}""", "parameters are required together: a, b");

    [TestCase("{}")]
    [TestCase("""{"c": 1}""")]
    [TestCase("""{"a": 1, "b": 1}""")]
    public void RequiredTogether_AllOrNone(string json) => AssertAccepted(Abc with { RequiredTogether = [["a", "b"]] }, json);

    [Test]
    public void RequiredTogether_Suboptions() => AssertRefused(
        Nested(new([A, B]) { RequiredTogether = [["a", "b"]] }), """{"dict": {"a": 1}}""",
        "parameters are required together: a, b found in dict");

    [Test]
    public void RequiredOneOf() =>
        AssertRefused(Abc with { RequiredOneOf = [["a", "b"], ["c"]] }, """{"d": 1}""", "one of the following is required: a, b");

    [Test]
    public void RequiredOneOf_Default() => AssertAccepted(new([A with { Default = "x" }, B]) { RequiredOneOf = [["a", "b"]] }, "{}");

    [Test]
    public void RequiredIf_All() => AssertRefused(
        Abc with { RequiredIf = [new("a", "x", ["b", "c"])] }, """{"a": "x"}""", "a is x but all of the following are missing: b, c");

    [Test]
    public void RequiredIf_AllButOne() => AssertRefused(
        Abc with { RequiredIf = [new("a", "x", ["b", "c"])] }, """{"a": "x", "b": 1}""", "a is x but all of the following are missing: c");

    [Test]
    public void RequiredIf_Any() => AssertRefused(
        Abc with { RequiredIf = [new("a", "x", ["b", "c"], AnyOf: true)] }, """{"a": "x"}""",
        "a is x but any of the following are missing: b, c");

    [Test]
    public void RequiredIf_AnyHasOne() =>
        AssertAccepted(Abc with { RequiredIf = [new("a", "x", ["b", "c"], AnyOf: true)] }, """{"a": "x", "b": 1}""");

    [Test]
    public void RequiredIf_OtherValue() => AssertAccepted(Abc with { RequiredIf = [new("a", "x", ["b"])] }, """{"a": "y"}""");

    [Test]
    public void RequiredIf_ValueIsTheDefault() => AssertRefused(
        new([State, A]) { RequiredIf = [new("state", "present", ["a"])] }, "{}",
        "state is present but all of the following are missing: a");

    [Test]
    public void RequiredIf_Bool() => AssertRefused(
        new([new("t", ArgumentType.Bool), A]) { RequiredIf = [new("t", true, ["a"])] },
        """{"t": "yes"}""",
        "t is True but all of the following are missing: a");

    [Test]
    public void RequiredIf_Suboptions() => AssertRefused(
        Nested(new([A, B]) { RequiredIf = [new("a", "x", ["b"])] }),
        """{"list": [{"a": "x"}]}""",
        "a is x but all of the following are missing: b found in list");

    [Test]
    public void RequiredBy() => AssertRefused(
        Abc with { RequiredBy = [new("a", ["b", "c"])] }, """{"a": 1, "b": null}""", "missing parameter(s) required by 'a': b, c");

    [TestCase("{}")]
    [TestCase("""{"a": null}""")]
    [TestCase("""{"a": 1, "b": 2}""")]
    public void RequiredBy_Satisfied(string json) => AssertAccepted(Abc with { RequiredBy = [new("a", ["b"])] }, json);

    [Test]
    public void Default_Given() => AssertAccepted(new([State]), """{"state": "absent"}""", """{"state":"absent"}""");

    [Test]
    public void Default_NotGiven() => AssertAccepted(new([State]), "{}", """{"state":"present"}""");

    [Test]
    public void Default_IsConverted() =>
        AssertAccepted(new([new("n", ArgumentType.Int) { Default = "5" }]), "{}", """{"n":5}""");

    [Test]
    public void Default_NullHidesIt() =>
        AssertAccepted(new([new("n", ArgumentType.Int) { Default = 5 }]), """{"n": null}""", """{"n":null}""");

    [Test]
    public void Default_OfSuboptions() => AssertAccepted(
        Nested(new([new("n", ArgumentType.Int) { Default = 5 }, A])),
        """{"dict": {}, "list": [{"n": 1}, {}]}""",
        """{"dict":{"n":5,"a":null},"list":[{"n":1,"a":null},{"n":5,"a":null}]}""");

    [Test]
    public void Default_IsADictionaryWithSuboptions()
    {
        var spec = new ArgumentSpec([new("d", ArgumentType.Dict)
        {
            Default = new Dictionary<string, object?> { ["a"] = 1 },
            Options = new([A, B]),
        }]);
        AssertAccepted(spec, "{}", """{"d":{"a":"1","b":null}}""");
        AssertAccepted(spec, "{}", """{"d":{"a":"1","b":null}}""");
    }

    [Test]
    public void Choices_Other() =>
        AssertRefused(new([State]), """{"state": "x"}""", "value of state must be one of: present, absent, got: x");

    [Test]
    public void Choices_Null() =>
        AssertRefused(new([State]), """{"state": null}""", "value of state must be one of: present, absent, got: None");

    [Test]
    public void Choices_Numbers() => AssertRefused(
        new([new("n", ArgumentType.Int) { Choices = [1, 2] }]), """{"n": "3"}""", "value of n must be one of: 1, 2, got: 3");

    [TestCase("true", "on")]
    [TestCase("false", "no")]
    public void Choices_BooleanMeantAsWord(string json, string word) => AssertAccepted(
        new([A with { Choices = ["on", "no", "auto"] }]), $$"""{"a": {{json}}}""", $$"""{"a":"{{word}}"}""");

    [Test]
    public void Choices_BooleanIsAmbiguous() => AssertRefused(
        new([A with { Choices = ["on", "yes"] }]), """{"a": true}""", "value of a must be one of: on, yes, got: True");

    [Test]
    public void Choices_List() => AssertRefused(
        new([new("l", ArgumentType.List) { Elements = ArgumentType.Str, Choices = ["x", "y"] }]),
        """{"l": ["x", "z", 1]}""",
        "value of l must be one or more of: x, y. Got no match for: z, 1");

    [Test]
    public void Choices_Suboption() => AssertRefused(
        Nested(new([State])), """{"list": [{"state": "x"}]}""", "value of state must be one of: present, absent, got: x found in list");

    [Test]
    public void Types_Message() => AssertRefused(
        new([new("timeout", ArgumentType.Int)]),
        """{"timeout": "x"}""",
        "argument 'timeout' is of type <class 'str'> and we were unable to convert to int: <class 'str'> cannot be converted to an int");

    [Test]
    public void Types_Message_Suboption() => AssertRefused(
        Nested(new([new("n", ArgumentType.Int)])),
        """{"dict": {"n": 1.5}}""",
        "argument 'n' is of type <class 'float'> found in 'dict'. and we were unable to convert to int: "
        + "<class 'float'> cannot be converted to an int");

    [Test]
    public void Elements_Message() => AssertRefused(
        new([new("l", ArgumentType.List) { Elements = ArgumentType.Int }]),
        """{"l": "1,x"}""",
        "Elements value for option 'l' is of type <class 'str'> and we were unable to convert to int: "
        + "<class 'str'> cannot be converted to an int");

    [Test]
    public void Elements_Message_Suboption() => AssertRefused(
        Nested(new([new("l", ArgumentType.List) { Elements = ArgumentType.Bool }])),
        """{"dict": {"l": [[]]}}""",
        "Elements value for option 'l' found in 'dict' is of type <class 'list'> and we were unable to convert to bool: "
        + "<class 'list'> cannot be converted to a bool");

    [Test]
    public void Elements_AreConverted() =>
        AssertAccepted(new([new("l", ArgumentType.List) { Elements = ArgumentType.Int }]), """{"l": "1, 2"}""", """{"l":[1,2]}""");

    [Test]
    public void Suboptions_FromStrings() => AssertAccepted(
        Nested(new([A, B])),
        """{"dict": "a=1 b=2", "list": ["a=3", "{\"b\": 4}"]}""",
        """{"dict":{"a":"1","b":"2"},"list":[{"a":"3","b":null},{"b":"4","a":null}]}""");

    [Test]
    public void Suboptions_NotADictionary() => AssertRefused(
        Nested(new([A])), """{"dict": "x"}""", "'dict' must be a dictionary: dictionary requested, could not parse JSON or key=value");

    [Test]
    public void Suboptions_EmptyTextForAList() => AssertRefused(
        Nested(new([A])),
        """{"list": ""}""",
        "'list' must be a list of dictionaries: dictionary requested, could not parse JSON or key=value");

    [Test]
    public void Suboptions_NotAList() => AssertRefused(
        Nested(new([A])), """{"list": [1]}""", "Value '1' in the sub parameter field 'list' must by a list, not 'int'");

    [Test]
    public void Suboptions_NullElement() => AssertRefused(
        Nested(new([A])), """{"list": [null]}""", "Value 'None' in the sub parameter field 'list' must by a list, not 'NoneType'");

    [Test]
    public void Suboptions_DictionaryForAList() => AssertRefused(
        Nested(new([A])),
        """{"list": {"a": 1}}""",
        "argument 'list' is of type <class 'dict'> and we were unable to convert to list: <class 'dict'> cannot be converted to a list");

    [TestCase("{}")]
    [TestCase("""{"list": null, "dict": null}""")]
    [TestCase("""{"list": []}""")]
    public void Suboptions_None(string json) => AssertAccepted(Nested(new([A with { Required = true }])), json);

    [Test]
    public void Suboptions_DeepPath() => AssertRefused(
        Nested(Nested(new([A with { Required = true }]))),
        """{"list": [{"dict": {}}]}""",
        "missing required arguments: a found in list -> dict");

    private static ArgumentSpec Nested(ArgumentSpec inner) => new(
    [
        new("dict", ArgumentType.Dict) { Options = inner },
        new("list", ArgumentType.List) { Elements = ArgumentType.Dict, Options = inner },
    ]);

    private static void AssertAccepted(ArgumentSpec spec, string json, string? moduleArguments = null)
    {
        var answer = Answer.To(spec, json);
        Assert.That(answer.ExitCode, Is.Zero, answer.Text);
        if (moduleArguments is not null)
            Assert.That(answer.ModuleArguments.ToJsonString(), Is.EqualTo(moduleArguments));
    }

    private static void AssertRefused(ArgumentSpec spec, string json, string message)
    {
        var answer = Answer.To(spec, json);
        Assert.That(answer.Message, Is.EqualTo(message));
        Assert.That(answer.ErrorCode, Is.EqualTo("invalid_arguments"));
        Assert.That(answer.ExitCode, Is.EqualTo(1));
    }
}
