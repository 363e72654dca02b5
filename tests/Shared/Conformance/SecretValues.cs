using Ansible.Modules.Arguments;
using FsCheck;
using FsCheck.Fluent;

namespace Tests.Conformance;

/// <summary>Generates the values of secret options.</summary>
internal static class SecretValues
{
    public static readonly string[] Words = ["hunter2", "Tr0ub4dor", "pässwörd", "31337"];

    private static readonly string[] OddWords =
    [
        "hunter2", "qu'ote", "s\nt", "back\\slash", "31337", "313", "hunter", "é", "a", "two words", "a,b",
    ];

    /// <summary>A text that stays what it is when it is converted, or quoted in a list. None is a part of another.</summary>
    public static Gen<string> Plain => Gen.Elements(Words).Select(Values.Quoted);

    /// <summary>Anything: what spells otherwise when it is converted or quoted, parts of each other, and no text at all.</summary>
    public static Gen<string> Odd(ArgumentOption option) => Gen.Frequency(
        (4, Gen.Elements(OddWords).Select(Values.Quoted)),
        (2, Values.For(option with { NoLog = false, Choices = null }, Odd)),
        (1, Gen.Elements("31337", "true", "1", "[\"hunter2\", \"a\", {\"k\": \"é\"}]", "{\"hunter2\": [\"a\"]}")));
}
