using Ansible.Modules.Arguments;
using Ansible.Modules.Json;
using Ansible.Modules.Python;
using FsCheck;
using FsCheck.Fluent;

namespace Tests.Conformance;

/// <summary>Generates values as JSON texts: those that a type takes, those it nearly takes, and those it does not.</summary>
internal static class Values
{
    private static readonly string[] Words =
    [
        "", " ", "a", "A b", "none", "null", "True", "False", "present", "absent", "é", "日本", "😀", "it's", "say \"x\"", "back\\slash",
        "a\nb", "\t", "\u00a0x\u2003",
        "\u001f", "\u200b", "\ufeff", "a=b", "a=b, c='d e'", "a=b c", "k=1 l=[]", "=", "a,b", "a, b,", ",", "{", "{}", "{a", "{\"a\": 1}",
        "{\"x\": 1, \"y\": [null]}", "{'a': [1, True]}",
        "{'a': None, 'b': -1.5, 'c': 'd' 'e'}", "{'a': {'b': []}, }", "[]", "[1, 2]", "['a']", "[1,", "~", "~/x", "~root/x",
        "~nobody-here/x", "$HOME", "${HOME}/a", "$NO_SUCH_VARIABLE", "$$", "/a/../b", "%s", "{0",
        "user:pw@host", "https://u:p@h:80/x?a=b@c", "a\\u0041",
    ];

    private static readonly string[] NumberWords =
    [
        "0", "1", "-1", "+5", "007", "0x10", "1_000", "_1", "1__0", " 12 ", "\u001c12", "12\u00a0", "1.0", "1.", ".5", ".", "1e3", "1E-5",
        "1e400", "-1e400", "inf", "-Infinity", "nan", "NaN", "1,5", "٣", "१२", "²",
        "123456789012345678901234567890", "9223372036854775808", "-9223372036854775808", "2147483648", "1.7976931348623157e308", "5e-324",
        "10K", "1.5MB", "1 Gb", "2kilobyte", "3 megabit", "1Y", "1X", "1b", "1B", "10KBs", "-1K", "1K!",
    ];

    private static readonly string[] Booleans =
    [
        "yes", "no", "on", "off", "On", "TRUE", "false", "t", "f", "y", "n", "Y", "1", "0", " yes ", "yess", "2", "ｙｅｓ", "yes\u001f",
    ];

    private static readonly string[] NumberTexts =
    [
        "0", "-0", "1", "-1", "2", "42", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "123456789012345678901234567890", "0.0", "-0.0", "1.0", "1.5", "2.5", "-0.1", "0.1", "1e3", "1e22", "1e16",
        "1e15", "1.1e-5", "0.0001", "1e-7", "5e-324", "1.7976931348623157e308", "1e400", "-1e400", "NaN", "Infinity", "-Infinity",
        "3.14159265358979", "1e2", "100.0", "31337", "131337", "0.31337",
    ];

    public static Gen<string> Text => Gen.Frequency(
        (6, Gen.Elements(Words)),
        (4, Gen.Elements(NumberWords)),
        (3, Gen.Elements(Booleans)),
        (1, Characters),
        (1, AroundSecret)).Select(Quoted);

    public static Gen<string> Scalar =>
        Gen.Frequency((5, Text), (4, Gen.Elements(NumberTexts)), (2, Gen.Elements("true", "false")), (1, Gen.Constant("null")));

    public static Gen<string> Any => Nested(2);

    /// <summary>Values for an option: mostly such as its type takes.</summary>
    /// <param name="option">The option.</param>
    /// <param name="secret">Generates the values of secret options inside it.</param>
    public static Gen<string> For(ArgumentOption option, Func<ArgumentOption, Gen<string>> secret) =>
        Gen.Frequency((7, Fitting(option, secret)), (2, Any), (1, Gen.Elements("null", "\"\"", "[]", "{}")));

    public static string Quoted(string text) => JsonOutput.Dumps(text);

    private static Gen<string> AroundSecret =>
        from before in Gen.Elements("", "a", "é ", "'", "x=")
        from secret in Gen.Elements(SecretValues.Words)
        from after in Gen.Elements("", "b", " and", secret, "\"")
        select before + secret + after;

    /// <summary>Latin to Cyrillic: what is printable beyond that depends on the version of Unicode, and Python's is older.</summary>
    private static Gen<string> Characters =>
        from characters in Gen.Choose(0, 0x52f).ListOf()
        select string.Concat(characters.Select(code => (char)code));

    private static Gen<string> Fitting(ArgumentOption option, Func<ArgumentOption, Gen<string>> secret)
    {
        if (option.HoldsSuboptions)
        {
            var entry = GivenGenerator.For(option.Options!, secret).Select(given => given.ToString());
            return option.Type == ArgumentType.Dict ? entry : ListOf(Gen.Frequency((6, entry), (1, Any)));
        }

        var choices = (option.Choices ?? [""]).Select(choice => JsonOutput.Dumps(JsonCopy.Of(choice)));
        return Gen.Frequency((option.Choices is null ? 0 : 3, Gen.Elements(choices)), (2, Fitting(option.Type, option.Elements)));
    }

    private static Gen<string> Fitting(ArgumentType type, ArgumentType? elements) => type switch
    {
        ArgumentType.Bool => Gen.OneOf(Gen.Elements(Booleans).Select(Quoted), Gen.Elements("true", "false", "0", "1", "1.0")),
        ArgumentType.Int or ArgumentType.Float or ArgumentType.Bytes or ArgumentType.Bits =>
            Gen.OneOf(Gen.Elements(NumberWords).Select(Quoted), Gen.Elements(NumberTexts)),
        ArgumentType.List => Gen.Frequency((3, ListOf(elements is { } type2 ? Fitting(type2, null) : Scalar)), (1, Text)),
        ArgumentType.Dict => Gen.Frequency((2, DictionaryOf(Any)), (1, Text)),
        ArgumentType.Raw or ArgumentType.Json => Any,
        _ => Text,
    };

    private static Gen<string> Nested(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency((4, Scalar), (1, ListOf(Nested(depth - 1))), (1, DictionaryOf(Nested(depth - 1))));

    private static Gen<string> ListOf(Gen<string> element) =>
        from count in Gen.Choose(0, 3)
        from elements in element.ListOf(count)
        select $"[{string.Join(", ", elements)}]";

    private static Gen<string> DictionaryOf(Gen<string> value) =>
        from count in Gen.Choose(0, 3)
        from names in Gen.Elements(Words).ListOf(count)
        from values in value.ListOf(count)
        select $"{{{string.Join(", ", names.Zip(values, (name, member) => $"{Quoted(name)}: {member}"))}}}";
}
