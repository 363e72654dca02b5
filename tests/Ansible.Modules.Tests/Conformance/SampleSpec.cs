using Ansible.Modules.Arguments;
using Tests.Conformance;

namespace Ansible.Modules.Tests.Conformance;

/// <summary>A specification that has something of everything.</summary>
internal static class SampleSpec
{
    public static ArgumentSpec Spec { get; } = new(
    [
        new("s", ArgumentType.Str) { Aliases = ["text"] },
        new("state", ArgumentType.Str) { Choices = ["present", "absent"], Default = "present" },
        new("switch", ArgumentType.Str) { Choices = ["on", "no", "auto"] },
        new("b", ArgumentType.Bool) { Default = true },
        new("i", ArgumentType.Int),
        new("number", ArgumentType.Int)
        {
            Choices = [1, 2, 42],
            Aliases = ["n", "num"],
            DeprecatedAliases = [new("num") { Version = "2.0.0", CollectionName = "c.n" }],
        },
        new("f", ArgumentType.Float),
        new("l", ArgumentType.List) { Elements = ArgumentType.Int },
        new("words", ArgumentType.List) { Elements = ArgumentType.Str, Choices = ["a", "b", "A b"] },
        new("paths", ArgumentType.List) { Elements = ArgumentType.Path },
        new("switches", ArgumentType.List) { Elements = ArgumentType.Bool },
        new("sizes", ArgumentType.List) { Elements = ArgumentType.Bytes },
        new("d", ArgumentType.Dict),
        new("p", ArgumentType.Path),
        new("r", ArgumentType.Raw),
        new("j", ArgumentType.Json),
        new("size", ArgumentType.Bytes),
        new("rate", ArgumentType.Bits),
        new("any", ArgumentType.List),
        new("old", ArgumentType.Str) { RemovedInVersion = "3.0.0", RemovedFromCollection = "c.n" },
        new("older", ArgumentType.Int) { RemovedAtDate = "2030-01-01", RemovedFromCollection = "c.n" },
        new("secret", ArgumentType.Str) { NoLog = true },
        new("secrets", ArgumentType.List) { NoLog = true },
        new("pass", ArgumentType.Str),
        new("by_pass", ArgumentType.Str) { NoLog = false },
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
        new("deep", ArgumentType.Dict)
        {
            ApplyDefaults = true,
            Options = new(
            [
                new("list", ArgumentType.List)
                {
                    Elements = ArgumentType.Dict,
                    Options = new(
                    [
                        new("a", ArgumentType.Str) { Aliases = ["aa"], DeprecatedAliases = [new("aa") { Date = "2030-01-01" }] },
                        new("b", ArgumentType.Bool) { RemovedInVersion = "4.0.0" },
                        new("c", ArgumentType.Str) { Choices = ["yes", "off"] },
                        new("l", ArgumentType.List) { Elements = ArgumentType.Float },
                    ])
                    {
                        RequiredTogether = [["a", "b"]],
                        RequiredOneOf = [["a", "c", "l"]],
                        RequiredIf = [new("b", true, ["c", "l"]), new("c", "yes", ["l", "b"], AnyOf: true)],
                        RequiredBy = [new("l", ["c"])],
                    },
                },
                new("n", ArgumentType.Int) { Default = "5" },
            ]),
        },
    ])
    {
        MutuallyExclusive = [["s", "i"], ["size", "rate", "j"]],
        RequiredTogether = [["f", "l"]],
        RequiredOneOf = [["s", "i", "b"]],
        RequiredIf = [new("state", "absent", ["s", "r"], AnyOf: true), new("number", 42, ["s"])],
        RequiredBy = [new("p", ["d"])],
    };
}
