using System.Text.Json.Nodes;
using Matomo.Tokens.Configuration;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Configuration;

/// <summary>The same files for PHP's <c>parse_ini_string</c> and for our reader, which has the same keys and no value that is not
/// PHP's.</summary>
[Category("Programs")]
public class ReferenceTest
{
    private const int Seed = 20261124;
    private const int Amount = 6000;

    // What stands before the first section is not kept.
    private const string Begin = "[top]\n";

    private static readonly string[] Entities =
    [
        "&amp;", "&amp;amp;", "&quot;", "&#34;", "&#39;", "&#039;", "&#x27;", "&apos;", "&lt;&gt;", "&#36;",
        "&euro;&uuml;&nbsp;", "&lang;", "&AMP;", "&amp", "&#65", "&#0;", "&#13;",
        "&#128;", "&#xD800;", "&#x110000;", "&#00000065;", "&#4294967361;", "&;", "&#;", "&#x;", "&&amp;",
    ];

    private static readonly string[] Picked = [.. IniReaderTest.Files.Select(file => Begin + file)];

    private static readonly string[] Random = MakeRandom();

    private static readonly Lazy<Php> Original = new(() => Php.Read(Picked.Concat(Random), Entities));

    private static IEnumerable<TestCaseData> PickedCases =>
        Picked.Select((file, number) => new TestCaseData(number).SetArgDisplayNames(JsonValue.Create(file).ToJsonString()));

    private static IEnumerable<int> EntityCases => Enumerable.Range(0, Entities.Length);

    [TestCaseSource(nameof(PickedCases))]
    public void Read_Picked(int number) => Assert.That(Difference(Picked[number], Original.Value.Files[number]), Is.Null);

    [Test]
    public void Read_Random()
    {
        for (var number = 0; number < Amount; number++)
        {
            Assert.That(
                Difference(Random[number], Original.Value.Files[Picked.Length + number]), Is.Null,
                () => $"seed {Seed}, file {number}: {JsonValue.Create(Random[number]).ToJsonString()}");
        }
    }

    /// <summary>The generator is worth its time: PHP reads enough of its files, and we read nearly all of those, with values.</summary>
    [Test]
    public void Read_Random_IsMixed()
    {
        var good = Enumerable.Range(0, Amount).Where(number => Original.Value.Files[Picked.Length + number] is JsonObject).ToList();
        var read = good.Select(number => Read(Random[number])).OfType<Dictionary<string, Dictionary<string, IniValue>>>().ToList();
        Assert.That(good, Has.Count.InRange(Amount / 5, Amount * 4 / 5));
        Assert.That(read, Has.Count.GreaterThan(good.Count * 9 / 10));
        var values = read.SelectMany(file => file.Values).SelectMany(keys => keys.Values);
        Assert.That(values.Count(value => value.Text is not null), Is.AtLeast(500));
    }

    [TestCaseSource(nameof(EntityCases))]
    public void DecodeOnce(int number) =>
        Assert.That(HtmlEntities.DecodeOnce(Entities[number], keepsApostrophes: true), Is.EqualTo(Original.Value.Texts[number]));

    /// <summary>No constant that this PHP has, but the three that are keywords, is taken for itself.</summary>
    [Test]
    public void Read_Constants()
    {
        var keys = IniReader.Read("", "[s]\n" + string.Concat(Original.Value.Constants.Select(name => $"x{name}={name}\n")))["s"];
        Assert.That(Original.Value.Constants.Where(name => keys["x" + name].Text is not null), Is.EquivalentTo(["TRUE", "FALSE", "NULL"]));
    }

    private static string[] MakeRandom()
    {
        var files = new TrickyFiles(Seed);
        return [.. Enumerable.Range(0, Amount).Select(_ => Begin + files.Next())];
    }

    private static string? Difference(string text, JsonNode? expected)
    {
        if (Read(text) is not { } read || expected is not JsonObject sections)
            return null;

        // A section that PHP names by its environment: ours has not got it, on purpose.
        var missing = sections.Select(section => section.Key).Except(Names(read));
        return missing.Any() && !text.Contains("[${", StringComparison.Ordinal)
            ? "other sections: " + sections.ToJsonString()
            : read.Select(section => Difference(section.Value, sections[Php.Base64(section.Key)]!.AsObject()))
                .FirstOrDefault(difference => difference is not null);
    }

    private static Dictionary<string, Dictionary<string, IniValue>>? Read(string text)
    {
        try
        {
            return IniReader.Read("", text);
        }
        catch (TokenException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Names<T>(Dictionary<string, T> items) => items.Keys.Select(Php.Base64);

    private static string? Difference(Dictionary<string, IniValue> keys, JsonObject expected)
    {
        if (!Names(keys).ToHashSet().SetEquals(expected.Select(key => key.Key)))
            return "other keys: " + expected.ToJsonString();

        foreach (var (key, value) in keys)
        {
            var original = expected[Php.Base64(key)];
            if (value.Entries is not null
                ? original is not JsonArray
                : value.Text is not null && (string?)(original as JsonValue) != Php.Base64(value.Text))
            {
                return $"{key}: we read {value.Text}, PHP {original?.ToJsonString()}";
            }
        }

        return null;
    }
}
