using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Ansible.Modules.Tests.Conformance;

/// <summary>The same arguments for the original, Python's AnsibleModule, and for this library: the same answer.</summary>
public class ReferenceTest
{
    private const string PythonSpec =
        """
        {"argument_spec": {
          "s": {"type": "str", "aliases": ["text"]},
          "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
          "switch": {"type": "str", "choices": ["on", "no", "auto"]},
          "b": {"type": "bool", "default": true},
          "i": {"type": "int"},
          "f": {"type": "float"},
          "l": {"type": "list", "elements": "int"},
          "d": {"type": "dict"},
          "p": {"type": "path"},
          "r": {"type": "raw"},
          "secret": {"type": "str", "no_log": true},
          "secrets": {"type": "list", "no_log": true},
          "e": {"type": "dict", "options": {"x": {"type": "int", "required": true}, "y": {"type": "str", "default": "z"}}},
          "es": {"type": "list", "elements": "dict", "mutually_exclusive": [["x", "pw"]],
                 "options": {"x": {"type": "int", "aliases": ["ex"]}, "pw": {"type": "str", "no_log": true}}}},
         "mutually_exclusive": [["s", "i"]],
         "required_together": [["f", "l"]],
         "required_one_of": [["s", "i", "b"]],
         "required_if": [["state", "absent", ["s", "r"], true]],
         "required_by": {"p": ["d"]}}
        """;

    private static readonly ArgumentSpec Spec = new(
    [
        new("s", ArgumentType.Str) { Aliases = ["text"] },
        new("state", ArgumentType.Str) { Choices = ["present", "absent"], Default = "present" },
        new("switch", ArgumentType.Str) { Choices = ["on", "no", "auto"] },
        new("b", ArgumentType.Bool) { Default = true },
        new("i", ArgumentType.Int),
        new("f", ArgumentType.Float),
        new("l", ArgumentType.List) { Elements = ArgumentType.Int },
        new("d", ArgumentType.Dict),
        new("p", ArgumentType.Path),
        new("r", ArgumentType.Raw),
        new("secret", ArgumentType.Str) { NoLog = true },
        new("secrets", ArgumentType.List) { NoLog = true },
        new("e", ArgumentType.Dict)
        {
            Options = new([new("x", ArgumentType.Int) { Required = true }, new("y", ArgumentType.Str) { Default = "z" }]),
        },
        new("es", ArgumentType.List)
        {
            Elements = ArgumentType.Dict,
            Options = new([new("x", ArgumentType.Int) { Aliases = ["ex"] }, new("pw", ArgumentType.Str) { NoLog = true }])
            {
                MutuallyExclusive = [["x", "pw"]],
            },
        },
    ])
    {
        MutuallyExclusive = [["s", "i"]],
        RequiredTogether = [["f", "l"]],
        RequiredOneOf = [["s", "i", "b"]],
        RequiredIf = [new("state", "absent", ["s", "r"], AnyOf: true)],
        RequiredBy = [new("p", ["d"])],
    };

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
        """{"d": "{'a': (1, True)}"}""",
        """{"d": "{\"a\": [1.0]}"}""",
        """{"d": "a"}""",
        """{"d": "a b=c"}""",
        """{"d": "{a"}""",
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
        """{"e": "x"}""",
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
    ];

    /// <summary>Where this library hides what the original shows, and why.</summary>
    private static readonly (string Arguments, string Reason)[] Differences =
    [
        ("""{"secret": "hidden", "hidden2": 1}""", "a secret in a key is a secret"),
        ("""{"secret": true, "r": "True"}""", "a secret stays one when its conversion spells it otherwise"),
        ("""{"secrets": "one,two"}""", "a secret stays one when its conversion takes it apart"),
        ("""{"es": [{"pw": "hidden"}, 7]}""", "what stands in place of suboptions with secrets may be one"),
    ];

    private static readonly Lazy<Dictionary<string, JsonNode>> Reference = new(AskPython);

    private static IEnumerable<TestCaseData> SameCases => Arguments.Select(row => new TestCaseData(row));

    private static IEnumerable<TestCaseData> DifferentCases => Differences.Select(row => new TestCaseData(row.Arguments, row.Reason));

    [TestCaseSource(nameof(SameCases))]
    public void SameAnswer(string arguments)
    {
        var expected = Reference.Value[arguments];
        var actual = Answer.To(Spec, Named(arguments).ToJsonString()).Json;
        Assert.That((string?)actual["msg"], Is.EqualTo((string?)expected["msg"]));
        Assert.That(actual["invocation"]!.ToJsonString(), Is.EqualTo(expected["invocation"]!.ToJsonString()));
        Assert.That(actual["warnings"]?.ToJsonString(), Is.EqualTo(expected["warnings"]?.ToJsonString()));
    }

    [TestCaseSource(nameof(DifferentCases))]
    public void SaferAnswer(string arguments, string reason)
    {
        var expected = Reference.Value[arguments];
        var actual = Answer.To(Spec, Named(arguments).ToJsonString());
        Assert.That(actual.ExitCode == 0, Is.EqualTo(expected["failed"] is null));
        Assert.That(actual.Json.ToJsonString().Count('*') + Count(actual.Json), Is.GreaterThan(expected.ToJsonString().Count('*') + Count(expected)), reason);

        static int Count(JsonNode answer) => answer.ToJsonString().Split("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER").Length;
    }

    private static JsonNode Named(string row)
    {
        var arguments = JsonNode.Parse(row)!;
        arguments["_ansible_module_name"] = "sample";
        return arguments;
    }

    private static Dictionary<string, JsonNode> AskPython()
    {
        var rows = Arguments.Concat(Differences.Select(difference => difference.Arguments)).ToList();
        var cases = rows.Select(
            row => (JsonNode)new System.Text.Json.Nodes.JsonObject { ["arguments"] = Named(row), ["spec"] = JsonNode.Parse(PythonSpec) });
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "Conformance", "reference.py");
        using var python = System.Diagnostics.Process.Start(new ProcessStartInfo("/usr/bin/python3", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        python.StandardInput.Write(new System.Text.Json.Nodes.JsonArray([.. cases]).ToJsonString());
        python.StandardInput.Close();
        var answers = JsonNode.Parse(python.StandardOutput.ReadToEnd())!.AsArray();
        return rows.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second!);
    }
}
