using System.Text.Json.Nodes;
using Matomo.Tokens.Configuration.Ini;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Configuration;

/// <summary>The same files for PHP's <c>parse_ini_string</c> and for our parser: the same sections, or both refuse.</summary>
public class ReferenceTest
{
    private const int Seed = 20261124;
    private const int Amount = 6000;

    private static readonly string[] Entities =
    [
        "&amp;", "&amp;amp;", "&quot;", "&#34;", "&#39;", "&#039;", "&#x27;", "&apos;", "&lt;&gt;", "&#36;", "&euro;&uuml;&nbsp;", "&lang;", "&AMP;", "&amp", "&#65", "&#0;",
        "&#13;", "&#128;", "&#xD800;", "&#x110000;", "&#00000065;", "&#4294967361;", "&;", "&#;", "&#x;", "&&amp;",
    ];

    private static readonly string[] Picked = IniParserTest.Files;

    private static readonly string[] Random = MakeRandom();

    private static readonly Lazy<Php> Original = new(() => Php.Read(Picked.Concat(Random), Entities));

    private static IEnumerable<TestCaseData> PickedCases => Picked.Select((file, number) => new TestCaseData(number).SetArgDisplayNames(JsonValue.Create(file).ToJsonString()));

    private static IEnumerable<int> EntityCases => Enumerable.Range(0, Entities.Length);

    [TestCaseSource(nameof(PickedCases))]
    public void Parse_Picked(int number) => Assert.That(Difference(Picked[number], Original.Value.Files[number]), Is.Null);

    [Test]
    public void Parse_Random()
    {
        for (var number = 0; number < Amount; number++)
        {
            Assert.That(
                Difference(Random[number], Original.Value.Files[Picked.Length + number]), Is.Null,
                () => $"seed {Seed}, file {number}: {JsonValue.Create(Random[number]).ToJsonString()}");
        }
    }

    /// <summary>The generator is worth its time: neither refusals nor good files are rare.</summary>
    [Test]
    public void Parse_Random_IsMixed() =>
        Assert.That(Original.Value.Files.Skip(Picked.Length).Count(file => file is JsonObject { Count: > 0 }), Is.InRange(Amount / 5, Amount * 4 / 5));

    [TestCaseSource(nameof(EntityCases))]
    public void DecodeOnce(int number) => Assert.That(HtmlEntities.DecodeOnce(Entities[number], keepsApostrophes: true), Is.EqualTo(Original.Value.Texts[number]));

    /// <summary>All constants that this PHP has, but the three that are keywords, are words which we do not take for themselves.</summary>
    [Test]
    public void PhpConstant_MayBe() =>
        Assert.That(Original.Value.Constants.Where(name => !PhpConstant.MayBe(name)), Is.EquivalentTo(["TRUE", "FALSE", "NULL"]));

    private static string[] MakeRandom()
    {
        var files = new TrickyFiles(Seed);
        return [.. Enumerable.Range(0, Amount).Select(_ => files.Next())];
    }

    private static string? Difference(string text, JsonNode? expected)
    {
        IniFile file;
        try
        {
            file = IniParser.Parse(text);
        }
        catch (IniSyntaxException exception)
        {
            return expected is JsonObject ? $"PHP reads it; we refuse line {exception.Line}" : null;
        }

        return expected is JsonObject sections ? Difference(file, sections) : "PHP refuses it; we read it";
    }

    private static string? Difference(IniFile file, JsonObject sections)
    {
        // A section that PHP names by its environment: ours has not got it, on purpose.
        if (file.HasUnknownSections)
        {
            return null;
        }

        var names = file.Top.Keys.Union(file.Sections.Keys).Select(Php.Base64);
        return !names.ToHashSet().SetEquals(sections.Select(section => section.Key))
            ? "other sections: " + sections.ToJsonString()
            : file.Sections.Select(section => Difference(section.Value, sections[Php.Base64(section.Key)]!.AsObject()))
                .Append(Difference(file.Top.Where(entry => !file.Sections.ContainsKey(entry.Key)), sections))
                .FirstOrDefault(difference => difference is not null);
    }

    private static string? Difference(Dictionary<string, IniValue> keys, JsonObject expected) =>
        keys.Count != expected.Count ? "other keys: " + expected.ToJsonString() : Difference(keys.AsEnumerable(), expected);

    private static string? Difference(IEnumerable<KeyValuePair<string, IniValue>> keys, JsonObject expected)
    {
        foreach (var (key, value) in keys)
        {
            var original = expected[Php.Base64(key)];
            if (value.IsEnvironmental ? original is not JsonValue : value.IsList ? original is null or JsonValue : (string?)(original as JsonValue) != Php.Base64(value.Text))
            {
                return $"{key}: we read {value.Text}, PHP {original?.ToJsonString()}";
            }
        }

        return null;
    }
}
