using Matomo.Tokens.Configuration;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Tests.Configuration;

/// <summary>PHP's dialect by example. <see cref="ReferenceTest"/> gives the same files to PHP.</summary>
public class IniReaderTest
{
    /// <summary>Values of one key, and what PHP makes of them.</summary>
    private static readonly (string Source, string Value)[] Values =
    [
        ("", ""),
        ("x", "x"),
        ("\"x\"", "x"),
        ("\" x \" ", " x "),
        ("\"\"", ""),
        ("''", ""),
        ("'x\"\\'", "x\"\\"),
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
        ("[s]\ny[]=1\ny[\"a b\"]=2\ny[ true ] = 3\ny['z']=4\nx=5", "5"),
        ("[s]\nnothing=1\nx=2", "2"),
        ("[s]\ny=\"a\n[t]\nx=1\"\nx=2", "2"),
        ("", null),
    ];

    /// <summary>Values of one key that only PHP knows.</summary>
    private static readonly string[] Unknown =
    [
        "a b", "'a'b", "\"a\"b \"c\" d", "\"a\"\"b\"", "x\"y\"", "it's o'clock", "a ''", "true x", "yes no", "y true", "a=b", "x=",
        "1|2", "1 | 2", "7 & ~1", "!x", "(1|2)&(2|4)", "x^y", "a(b", "!",
        "\"5\" | \"8x\"", "\"one\n[s]\nx=1\" 2", "'one\n[s]\nx=1' 2", "${HOME}", "a${HOME}b", "\"a${ HOME }\"",
        "${HOME:-other}", "E_ALL", "a E_ALL", "E_ALL & ~E_NOTICE",
        "1 | !PHP_DEBUG", "NAN", "SIGINT",
    ];

    /// <summary>Files that PHP refuses, or whose values it ends in a way that is not followed, and the line that we name.</summary>
    private static readonly (string File, int Line)[] Refused =
    [
        ("x=$\ny=1", 1),
        ("x=a$;", 1),
        ("x=$$a", 1),
        ("x=1\n\nx=\"a", 3),
        ("x=1\r\ny=2\r\n\r\nx='a", 4),
        ("[s]\nx=1\ny=z'\n[s]\nx=2", 3),
        ("x=\"a\"b\"", 1),
        ("x=\"a\\\" \ny=1", 1),
        ("x=\\\"a", 1),
        ("=1", 1),
        ("{x}=1", 1),
        ("# x (y)", 1),
        ("x[y]", 1),
        ("x[y=1", 1),
        ("[s", 1),
        ("[s;t]", 1),
        ("  [s]", 1),
        ("x=${A", 1),
        ("x=\"${A\"", 1),
        ("x=${A:-\"}\"}", 1),
        ("x=\"${A:-${B}}\"", 1),
    ];

    public static string[] Files =>
    [
        .. Values.Select(row => $"[s]\nx = {row.Source}\ny = 1"),
        .. Values.Select(row => "x=" + row.Source),
        .. Wholes.Select(row => row.File),
        .. Unknown.Select(source => $"[s]\nx = {source}\ny = 1"),
        .. Refused.Select(row => row.File),
        "[${HOME}]\nx=1",
    ];

    private static IEnumerable<TestCaseData> ValueCases => Values.Select(row => new TestCaseData(row.Source, row.Value));

    private static IEnumerable<TestCaseData> WholeCases => Wholes.Select(row => new TestCaseData(row.File, row.Value));

    private static IEnumerable<TestCaseData> RefusedCases => Refused.Select(row => new TestCaseData(row.File, row.Line));

    [TestCaseSource(nameof(ValueCases))]
    public void Read_Value(string source, string value) => Assert.That(X($"[s]\nx={source}")!.Text, Is.EqualTo(value));

    [TestCaseSource(nameof(WholeCases))]
    public void Read_File(string file, string? value) => Assert.That(X(file)?.Text, Is.EqualTo(value));

    [TestCaseSource(nameof(RefusedCases))]
    public void Read_Refused(string file, int line) => Assert.That(
        () => X(file),
        Throws.TypeOf<TokenException>().With.Message.StartsWith($"Line {line} of config.ini.php ").And.Message.Contains("double quotes"));

    [TestCaseSource(nameof(Unknown))]
    public void Read_Unknown(string source)
    {
        var keys = IniReader.Read("", $"[s]\nx = {source}\ny = 1")["s"];
        Assert.That(keys["x"], Is.EqualTo(new IniValue(null)));
        Assert.That(keys["y"].Text, Is.EqualTo("1"));
    }

    [TestCase("\"E_ALL\"")]
    [TestCase("'${HOME}'")]
    [TestCase("\"\\${HOME}\"")]
    [TestCase("MATOMO")]
    [TestCase("UTF8")]
    [TestCase("lower_case")]
    [TestCase("E_ALL-x")]
    [TestCase("_1")]
    public void Read_Known(string source) => Assert.That(X($"[s]\nx={source}")!.Text, Is.Not.Null);

    [Test]
    public void Read_List() => Assert.That(X("[s]\nx=0\nx[]=1\nx[a]=\"2\"\nx[]=E_ALL\nx[]=")!.Entries, Is.EqualTo(["1", "2", null, ""]));

    [TestCase('(')]
    [TestCase('~')]
    [TestCase('\'')]
    [TestCase('"')]
    public void Read_ManySigns(char sign) =>
        Assert.That(X("[s]\nx=" + new string(sign, 100_000)), Is.EqualTo(sign == '\'' ? new IniValue("") : new IniValue(null)));

    [Test]
    public void Read_ManyParts() =>
        Assert.That(X("[s]\nx=" + string.Concat(Enumerable.Repeat("a ", 500_000))), Is.EqualTo(new IniValue(null)));

    [Test]
    public void Read_ManyDollars() =>
        Assert.That(X("[s]\nx=" + string.Concat(Enumerable.Repeat("a$", 500_000)) + "a")!.Text, Has.Length.EqualTo(1_000_001));

    private static IniValue? X(string file) => IniReader.Read("config.ini.php", file).GetValueOrDefault("s")?.GetValueOrDefault("x");
}
