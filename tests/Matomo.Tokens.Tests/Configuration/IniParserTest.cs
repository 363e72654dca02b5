using Matomo.Tokens.Configuration.Ini;

namespace Matomo.Tokens.Tests.Configuration;

/// <summary>PHP's dialect by example. <see cref="ReferenceTest"/> gives the same files to PHP.</summary>
public class IniParserTest
{
    /// <summary>Values of one key, and what PHP makes of them.</summary>
    private static readonly (string Source, string Value)[] Values =
    [
        ("", ""),
        ("x", "x"),
        ("a b\tc  ", "a b\tc"),
        ("\"x\"", "x"),
        ("\" x \" ", " x "),
        ("\"\"", ""),
        ("''", ""),
        ("'x\"\\'", "x\"\\"),
        ("'a'b'c'", "abc"),
        ("\"a\"b \"c\" d", "abcd"),
        ("x\"y\"", "xy"),
        ("it's o'clock", "its oclock"),
        ("it's", "it"),
        ("\"it's; # = [x] (y) | & ^ ~ ! {z}\"", "it's; # = [x] (y) | & ^ ~ ! {z}"),
        ("\"a\\\"b\"", "a\"b"),
        ("\"a\\\\\"", "a\\"),
        ("\"a\\$b\"", "a$b"),
        ("\"a\\'b\\n\"", "a\\'b\\n"),
        ("\"C:\\path\\\"", "C:\\path\\"),
        ("\"one\ntwo\r\n\"", "one\ntwo\r\n"),
        ("PDO\\MYSQL", "PDO\\MYSQL"),
        ("x;y", "x"),
        ("x ; y", "x"),
        ("\"x\" ; y", "x"),
        ("x#y", "x#y"),
        ("pa$word", "pa$word"),
        ("\"pa$word\"", "pa$word"),
        ("$", "$\n"),
        ("x$ y", "x$ y"),
        ("{x}", "{x}"),
        ("p@s?:<w>,o/r.d*+-%[]", "p@s?:<w>,o/r.d*+-%[]"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("007", "007"),
        ("-1.50", "-1.50"),
        ("true", "1"),
        ("TRUE ", "1"),
        ("on", "1"),
        ("Yes ; really", "1"),
        ("false", ""),
        ("off", ""),
        ("no", ""),
        ("None", ""),
        ("null", ""),
        ("\"true\"", "true"),
        ("trueish", "trueish"),
        ("true-x", "true-x"),
        ("1|2", "3"),
        ("1 | 2", "3"),
        ("7 & ~1", "6"),
        ("~1|2", "-2"),
        ("1^3", "2"),
        ("!x", "1"),
        ("!!7", "1"),
        ("(1|2)&(2|4)", "2"),
        ("x^y", "0"),
        ("\"5\" | \"8x\"", "13"),
        ("99999999999999999999|0", "-1"),
        ("\u00C3\u00A4\u00FF", "\u00C3\u00A4\u00FF"),
    ];

    /// <summary>Whole files, and the value of x in section s.</summary>
    private static readonly (string File, string? Value)[] Wholes =
    [
        ("; <?php exit; ?> DO NOT REMOVE THIS LINE\n; more\n\n[s]\nx = \"1\"\n", "1"),
        ("[s]\r\nx = 1\r\ny = 2\r\n", "1"),
        ("[s]\rx = 1\ry = 2", "1"),
        ("\t[s] ; more\n \t x=1", "1"),
        ("[s] x=1", "1"),
        ("[\"s\"]\nx=1", "1"),
        ("['s']\nx=1", "1"),
        ("[ s]\nx=1", null),
        ("[S]\nx=1", null),
        ("[s]\nX=1", null),
        ("[s]\nx=1\nx=2", "2"),
        ("[s]\nx=1\n[t]\nx=3\n[s]\ny=2", null),
        ("x=1\n[s]\ny=2", null),
        ("s=1\n[s]\nx=2", "2"),
        ("[s]\nx", null),
        ("[s]\nx\nx=2", "2"),
        ("[s]\n#x=1\n# x\nx=2", "2"),
        ("[s]\nx\t=\t1", "1"),
        ("[s]\nx[]=1\nx=2", "2"),
        ("[s]\ny[]=1\ny[\"a b\"]=2\ny[ true ] = 3\ny['z'w]=4\nx=5", "5"),
        ("[s]\nnothing=1\nx=2", "2"),
        ("[s]\ny=\"a\n[t]\nx=1\"\nx=2", "2"),
        ("[s]\nx=1\ny=z'\n[s]\nx=2", "1"),
        ("[s]\ny=$\nx", null),
        ("", null),
    ];

    /// <summary>Files that PHP refuses, and the line that we name.</summary>
    private static readonly (string File, int Line)[] Refused =
    [
        ("x=a(b", 1),
        ("x=a)b", 1),
        ("x=a=b", 1),
        ("x=!", 1),
        ("x=a|", 1),
        ("x=true x", 1),
        ("x=yes no", 1),
        ("x=no yes", 1),
        ("x=y true", 1),
        ("x=$\ny=1", 2),
        ("x=1\n\nx=\"a", 3),
        ("x=1\r\ny=2\r\n\r\nx='a", 4),
        ("x=\"a\"b\"", 1),
        ("x=\"a\\\" \ny=1", 1),
        ("x=\\\"a", 1),
        ("true=1", 1),
        ("null = 1", 1),
        ("=1", 1),
        ("{x}=1", 1),
        ("# x (y)", 1),
        ("x[y]", 1),
        ("x[y=1", 1),
        ("[s", 1),
        ("[s;t]", 1),
        ("  [s]", 1),
        ("y=1\n[s]\nx=${}", 3),
        ("x=${A", 1),
        ("x=\"${A\"", 1),
    ];

    public static string[] Files =>
    [
        .. Values.Select(row => $"[s]\nx = {row.Source}\ny = 1"),
        .. Values.Select(row => "x=" + row.Source),
        .. Wholes.Select(row => row.File),
        .. Refused.Select(row => row.File),
        "x=E_ALL & ~E_NOTICE\ny=${HOME}\nz=\"a${HOME}b\"",
        "[${HOME}]\nx=1",
    ];

    private static IEnumerable<TestCaseData> ValueCases => Values.Select(row => new TestCaseData(row.Source, row.Value));

    private static IEnumerable<TestCaseData> WholeCases => Wholes.Select(row => new TestCaseData(row.File, row.Value));

    private static IEnumerable<TestCaseData> RefusedCases => Refused.Select(row => new TestCaseData(row.File, row.Line));

    [TestCaseSource(nameof(ValueCases))]
    public void Parse_Value(string source, string value) => Assert.That(IniParser.Parse("x=" + source).Top["x"].Text, Is.EqualTo(value));

    [TestCaseSource(nameof(WholeCases))]
    public void Parse_File(string file, string? value) => Assert.That(IniParser.Parse(file).Sections.GetValueOrDefault("s")?.GetValueOrDefault("x")?.Text, Is.EqualTo(value));

    [TestCaseSource(nameof(RefusedCases))]
    public void Parse_Refused(string file, int line) =>
        Assert.That(() => IniParser.Parse(file), Throws.TypeOf<IniSyntaxException>().With.Property("Line").EqualTo(line));

    [TestCase("${HOME}")]
    [TestCase("a${HOME}b")]
    [TestCase("\"a${ HOME }\"")]
    [TestCase("${HOME:-other}")]
    [TestCase("${HOME:-\"an {other}\"}")]
    [TestCase("\"${HOME:-${OTHER}}\"")]
    [TestCase("E_ALL")]
    [TestCase("a E_ALL")]
    [TestCase("E_ALL & ~E_NOTICE")]
    [TestCase("1 | !PHP_DEBUG")]
    [TestCase("NAN")]
    [TestCase("SIGINT")]
    public void Parse_Environment(string source) => Assert.That(IniParser.Parse("x=" + source).Top["x"].IsEnvironmental);

    [TestCase("\"E_ALL\"")]
    [TestCase("'${HOME}'")]
    [TestCase("\"\\${HOME}\"")]
    [TestCase("MATOMO")]
    [TestCase("UTF8")]
    [TestCase("lower_case")]
    [TestCase("E_ALL-x")]
    [TestCase("_1")]
    public void Parse_NoEnvironment(string source) => Assert.That(IniParser.Parse("x=" + source).Top["x"].IsEnvironmental, Is.False);

    [Test]
    public void Parse_List() => Assert.That(IniParser.Parse("x[]=1").Top["x"].IsList);

    [TestCase('(')]
    [TestCase('~')]
    public void Parse_DeeplyNested(char sign) => Assert.That(() => IniParser.Parse("x=" + new string(sign, 100_000)), Throws.TypeOf<IniSyntaxException>());

    [Test]
    public void Parse_ManyParts() => Assert.That(IniParser.Parse("x=" + string.Concat(Enumerable.Repeat("a ", 500_000))).Top["x"].Text, Has.Length.EqualTo(999_999));

    [Test]
    public void Parse_ManyBackslashes() => Assert.That(IniParser.Parse("x=" + string.Concat(Enumerable.Repeat("$\\", 100_000))).Top["x"].Text, Has.Length.EqualTo(200_001));
}
