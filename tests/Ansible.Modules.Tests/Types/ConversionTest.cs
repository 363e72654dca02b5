using Ansible.Modules.Arguments;
using Ansible.Modules.Json;
using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Tests.Types;

/// <summary>Every type, from JSON to what Python's repr() makes of the result.</summary>
public class ConversionTest
{
    private const string NotJson = "unable to evaluate string as dictionary: write it as JSON, with names and strings in double quotes";

    [TestCase("\"a\"", "'a'")]
    [TestCase("\"\"", "''")]
    [TestCase("true", "'True'")]
    [TestCase("false", "'False'")]
    [TestCase("12", "'12'")]
    [TestCase("-0", "'0'")]
    [TestCase("1.0", "'1.0'")]
    [TestCase("1e16", "'1e+16'")]
    [TestCase("123456789012345678901234567890", "'123456789012345678901234567890'")]
    [TestCase("[]", "'[]'")]
    [TestCase("[1, null, \"a\", true]", "\"[1, None, 'a', True]\"")]
    [TestCase("{\"a\": {\"b\": [1.5]}}", "\"{'a': {'b': [1.5]}}\"")]
    [TestCase("[\"it's\"]", "'[\"it\\'s\"]'")]
    public void Str(string json, string expected) => AssertConverts(ArgumentType.Str, json, expected);

    [TestCase("\"yes\"")]
    [TestCase("\"Yes\"")]
    [TestCase("\" YES \\n\"")]
    [TestCase("\"\\u001fon\\u00a0\"")]
    [TestCase("\"y\"")]
    [TestCase("\"on\"")]
    [TestCase("\"1\"")]
    [TestCase("\"true\"")]
    [TestCase("\"True\"")]
    [TestCase("\"t\"")]
    [TestCase("1")]
    [TestCase("1.0")]
    [TestCase("true")]
    public void Bool_True(string json) => AssertConverts(ArgumentType.Bool, json, "True");

    [TestCase("\"no\"")]
    [TestCase("\"N\"")]
    [TestCase("\"off\"")]
    [TestCase("\"0\"")]
    [TestCase("\"FALSE\"")]
    [TestCase("\"f\"")]
    [TestCase("0")]
    [TestCase("-0.0")]
    [TestCase("false")]
    public void Bool_False(string json) => AssertConverts(ArgumentType.Bool, json, "False");

    [TestCase("\"maybe\"", "maybe")]
    [TestCase("\"\"", "")]
    [TestCase("\"2\"", "2")]
    [TestCase("2", "2")]
    [TestCase("0.5", "0.5")]
    [TestCase("\"yes.\"", "yes.")]
    public void Bool_NotABool(string json, string spelled) => AssertRefuses(
        ArgumentType.Bool,
        json,
        $"The value '{spelled}' is not a valid boolean.  Valid booleans include: "
        + "'y', 'yes', 'on', '1', 'true', 't', 1, 'n', 'no', 'off', '0', 'false', 'f', 0");

    [TestCase("[]", "<class 'list'> cannot be converted to a bool")]
    [TestCase("{}", "<class 'dict'> cannot be converted to a bool")]
    public void Bool_Container(string json, string message) => AssertRefuses(ArgumentType.Bool, json, message);

    [TestCase("5", "5")]
    [TestCase("-5", "-5")]
    [TestCase("true", "True")]
    [TestCase("\"12\"", "12")]
    [TestCase("\" 12 \"", "12")]
    [TestCase("\"+12\"", "12")]
    [TestCase("\"-12\"", "-12")]
    [TestCase("\"0012\"", "12")]
    [TestCase("\"1_000\"", "1000")]
    [TestCase("\"\\u0663\"", "3")]
    [TestCase("\"9223372036854775807\"", "9223372036854775807")]
    [TestCase("\"9223372036854775808\"", "9223372036854775808")]
    [TestCase("9223372036854775808", "9223372036854775808")]
    public void Int_AnInt(string json, string expected) => AssertConverts(ArgumentType.Int, json, expected);

    [TestCase("\"\"", "str")]
    [TestCase("\"a\"", "str")]
    [TestCase("\"1.0\"", "str")]
    [TestCase("\"1e3\"", "str")]
    [TestCase("\"0x10\"", "str")]
    [TestCase("\"_1\"", "str")]
    [TestCase("\"1_\"", "str")]
    [TestCase("\"1__0\"", "str")]
    [TestCase("\"- 5\"", "str")]
    [TestCase("\"1 2\"", "str")]
    [TestCase("1.0", "float")]
    [TestCase("[]", "list")]
    [TestCase("{}", "dict")]
    public void Int_NotAnInt(string json, string type) =>
        AssertRefuses(ArgumentType.Int, json, $"<class '{type}'> cannot be converted to an int");

    [Test]
    public void Int_IsALongWhenItFits() => Assert.That(TypeConversion.Convert(ArgumentType.Int, "12"), Is.TypeOf<long>());

    [Test]
    public void Int_MoreDigitsThanPythonConverts() =>
        AssertRefuses(ArgumentType.Int, $"\"{new string('1', 4301)}\"", "<class 'str'> cannot be converted to an int");

    [TestCase("1.5", "1.5")]
    [TestCase("2", "2.0")]
    [TestCase("true", "1.0")]
    [TestCase("\"1.5\"", "1.5")]
    [TestCase("\" 1e3 \"", "1000.0")]
    [TestCase("\".5\"", "0.5")]
    [TestCase("\"5.\"", "5.0")]
    [TestCase("\"1_0.5\"", "10.5")]
    [TestCase("\"inf\"", "inf")]
    [TestCase("\"-Infinity\"", "-inf")]
    [TestCase("\"NaN\"", "nan")]
    [TestCase("\"1e400\"", "inf")]
    [TestCase("123456789012345678901234567890", "1.2345678901234568e+29")]
    public void Float_AFloat(string json, string expected) => AssertConverts(ArgumentType.Float, json, expected);

    [TestCase("\"\"", "str")]
    [TestCase("\"a\"", "str")]
    [TestCase("\"1,5\"", "str")]
    [TestCase("\"1_.5\"", "str")]
    [TestCase("\"0x1p3\"", "str")]
    [TestCase("\"e5\"", "str")]
    [TestCase("[]", "list")]
    [TestCase("{}", "dict")]
    public void Float_NotAFloat(string json, string type) =>
        AssertRefuses(ArgumentType.Float, json, $"<class '{type}'> cannot be converted to a float");

    [TestCase("[1, \"a\"]", "[1, 'a']")]
    [TestCase("\"\"", "['']")]
    [TestCase("\"a\"", "['a']")]
    [TestCase("\"a, b,\"", "['a', ' b', '']")]
    [TestCase("5", "['5']")]
    [TestCase("1.5", "['1.5']")]
    [TestCase("true", "['True']")]
    public void List(string json, string expected) => AssertConverts(ArgumentType.List, json, expected);

    [Test]
    public void List_Dict() => AssertRefuses(ArgumentType.List, "{}", "<class 'dict'> cannot be converted to a list");

    [TestCase("{\"a\": 1}", "{'a': 1}")]
    [TestCase("\"{\\\"a\\\": [1, null]}\"", "{'a': [1, None]}")]
    [TestCase("\"{}\"", "{}")]
    [TestCase("\"a=b\"", "{'a': 'b'}")]
    [TestCase("\"a=b, c=d\"", "{'a': 'b', 'c': 'd'}")]
    [TestCase("\"a=b c=d=e\"", "{'a': 'b', 'c': 'd=e'}")]
    [TestCase("\" a='b c', d=\\\"e,f\\\" \"", "{'a': 'b c', 'd': 'e,f'}")]
    [TestCase("\"a=b\\\\ c\"", "{'a': 'b c'}")]
    [TestCase("\"a=\"", "{'a': ''}")]
    [TestCase("\"a=b\\\\\"", "{'a': 'b'}")]
    public void Dict(string json, string expected) => AssertConverts(ArgumentType.Dict, json, expected);

    [TestCase("\"a\"", "dictionary requested, could not parse JSON or key=value")]
    [TestCase("\"\"", "dictionary requested, could not parse JSON or key=value")]
    [TestCase("\"{a\"", NotJson)]
    [TestCase("\"{'a'}\"", NotJson)]
    [TestCase("\"{'a': True}\"", NotJson)]
    [TestCase("\"{1, 2}\"", NotJson)]
    [TestCase("\"a=b c\"", "dictionary update sequence element #1 has length 1; 2 is required")]
    [TestCase("[]", "<class 'list'> cannot be converted to a dict")]
    [TestCase("1", "<class 'int'> cannot be converted to a dict")]
    [TestCase("true", "<class 'bool'> cannot be converted to a dict")]
    public void Dict_NotADict(string json, string message) => AssertRefuses(ArgumentType.Dict, json, message);

    [TestCase("null")]
    [TestCase("[1]")]
    [TestCase("\" a \"")]
    public void Raw(string json) =>
        Assert.That(TypeConversion.Convert(ArgumentType.Raw, JsonInput.Parse(json)), Is.EqualTo(JsonInput.Parse(json)));

    [TestCase("\" [1] \"", "'[1]'")]
    [TestCase("{\"a\": [1, null, true, 1.5, \"\\u00e9\\n\"]}", "'{\"a\": [1, null, true, 1.5, \"\\\\u00e9\\\\n\"]}'")]
    [TestCase("[NaN, -Infinity]", "'[NaN, -Infinity]'")]
    public void Json(string json, string expected) => AssertConverts(ArgumentType.Json, json, expected);

    [TestCase("1", "int")]
    [TestCase("true", "bool")]
    public void Json_NoText(string json, string type) =>
        AssertRefuses(ArgumentType.Json, json, $"<class '{type}'> cannot be converted to a json string");

    [TestCase("10", "10")]
    [TestCase("1.5", "2")]
    [TestCase("2.5", "2")]
    [TestCase("\" 10K \"", "10240")]
    [TestCase("\"1.5 MB\"", "1572864")]
    [TestCase("\"1 gigabyte\"", "1073741824")]
    [TestCase("\"1b\"", "1")]
    [TestCase("\".5k\"", "512")]
    [TestCase("\"1Y\"", "1208925819614629174706176")]
    [TestCase("\"1, and more\"", "1")]
    public void Bytes(string json, string expected) => AssertConverts(ArgumentType.Bytes, json, expected);

    [TestCase("\"1Kb\"", "str")]
    [TestCase("\"1X\"", "str")]
    [TestCase("\"-1\"", "str")]
    [TestCase("\"\"", "str")]
    [TestCase("\".\"", "str")]
    [TestCase("true", "bool")]
    [TestCase("[]", "list")]
    public void Bytes_NoSize(string json, string type) =>
        AssertRefuses(ArgumentType.Bytes, json, $"<class '{type}'> cannot be converted to a Byte value");

    [TestCase("\"1Mb\"", "1048576")]
    [TestCase("\"1 kilobit\"", "1024")]
    public void Bits(string json, string expected) => AssertConverts(ArgumentType.Bits, json, expected);

    [Test]
    public void Bits_Bytes() => AssertRefuses(ArgumentType.Bits, "\"1MB\"", "<class 'str'> cannot be converted to a Bit value");

    private static void AssertConverts(ArgumentType type, string json, string expected) =>
        Assert.That(PythonText.Repr(TypeConversion.Convert(type, JsonInput.Parse(json))), Is.EqualTo(expected));

    private static void AssertRefuses(ArgumentType type, string json, string message) => Assert.That(
        () => TypeConversion.Convert(type, JsonInput.Parse(json)),
        Throws.TypeOf<ConversionException>().With.Message.EqualTo(message));
}
